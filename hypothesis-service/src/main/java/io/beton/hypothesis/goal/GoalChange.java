package io.beton.hypothesis.goal;

import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Predicted;
import java.util.Optional;

/** What a person changes of a goal; what is left out stays. */
record GoalChange(
        Optional<String> name,
        Optional<Predicted> outcome,
        Optional<Integer> horizonDays,
        Optional<Boolean> repeatable,
        Optional<Bar> bar) {}
