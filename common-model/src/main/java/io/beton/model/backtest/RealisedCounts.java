package io.beton.model.backtest;

/**
 * What became of the signals of one span of a watch; additive. Those whose observation nobody finds stand nowhere.
 *
 * @param judged as true positives those that came true, as false positives those that did not, with each subject's own
 * @param immature whose horizon is not over
 * @param alreadyConverted whose outcome came after the firing, but before the landmark
 */
public record RealisedCounts(CandidateCounts.Part judged, long immature, long alreadyConverted) {

    public RealisedCounts plus(RealisedCounts other) {
        return new RealisedCounts(
                judged.plus(other.judged), immature + other.immature, alreadyConverted + other.alreadyConverted);
    }
}
