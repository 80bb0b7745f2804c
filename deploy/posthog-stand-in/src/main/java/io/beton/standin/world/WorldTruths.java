package io.beton.standin.world;

import java.util.List;
import java.util.stream.Stream;

/** Everything that is planted in the demo world; tests and the README read it here. */
public final class WorldTruths {
    /** The event that marks a new person. */
    public static final String ANCHOR = "signed_up";

    /** The event that the behaviours are about. */
    public static final String OUTCOME = "subscribed";

    /** The part of persons without any predictor who subscribe in the 30 days from day seven on. */
    public static final double BASE_RATE = 0.025;

    public static final PlantedTruth INVITES = PlantedTruth.predicts(4.0, 0.20, "invite_sent");
    public static final PlantedTruth INTEGRATES = PlantedTruth.predicts(2.5, 0.15, "integration_connected");
    public static final PlantedTruth SHARES_REPORT =
            PlantedTruth.predicts(3.0, 0.15, "report_created", "report_shared");

    /** Frequent behaviours that have nothing to do with buying. */
    public static final List<String> COMMON = List.of(
            "dashboard_viewed",
            "search_performed",
            "filter_applied",
            "task_created",
            "task_completed",
            "comment_added",
            "notification_opened",
            "file_uploaded",
            "project_opened",
            "settings_changed");

    /** Rare behaviours that have nothing to do with buying. */
    public static final List<String> RARE = List.of(
            "dashboard_created",
            "export_downloaded",
            "profile_updated",
            "help_opened",
            "docs_opened",
            "theme_changed",
            "shortcut_used",
            "tour_started",
            "template_used",
            "tag_added",
            "api_key_created",
            "feedback_given");

    public static final List<String> FOLLOWING = List.of("invoice_viewed", "seat_added");

    private WorldTruths() {}

    public static List<PlantedTruth> all() {
        Stream<PlantedTruth> predicting = Stream.of(INVITES, INTEGRATES, SHARES_REPORT);
        Stream<PlantedTruth> idle = Stream.concat(COMMON.stream(), RARE.stream())
                .map(event -> new PlantedTruth(List.of(event), PlantedTruth.Kind.NO_EFFECT, 1.0, Double.NaN));
        Stream<PlantedTruth> following = FOLLOWING.stream()
                .map(event -> new PlantedTruth(
                        List.of(event), PlantedTruth.Kind.FOLLOWS_FROM_BUYING, Double.NaN, Double.NaN));
        return Stream.of(predicting, idle, following).flatMap(truths -> truths).toList();
    }
}
