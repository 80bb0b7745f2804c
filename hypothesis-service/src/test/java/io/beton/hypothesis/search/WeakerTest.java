package io.beton.hypothesis.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.Json;
import io.beton.model.hypothesis.Condition;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeakerTest {
    private static final String A = "{'event':'a'}";
    private static final String ADMIN =
            "{'event':'a','where':[{'scope':'event','property':'role','op':'eq','value':'admin'}]}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'count':$A,'at_least':1} |",
                "{'count':$A,'at_least':3} | {'count':$A,'at_least':1} & {'count':$A,'at_least':2}",
                "{'count':$ADMIN,'at_least':1} | {'count':$A,'at_least':1}",
                "{'distinct':'day','of':$A,'at_least':2} | {'count':$A,'at_least':2} & {'count':$A,'at_least':1}",
                "{'count':$A,'at_most':0} |",
                "{'trend':$A,'change':'rise','percent':50,'min_events':3} |",
                "{'sequence':[$A,{'event':'b'}]} | {'count':$A,'at_least':1} & {'count':{'event':'b'},'at_least':1} &"
                        + " {'all_of':[{'count':$A,'at_least':1},{'count':{'event':'b'},'at_least':1}]}",
                "{'all_of':[{'count':{'event':'b'},'at_least':1},{'count':$A,'at_most':0}]} |"
                        + " {'count':{'event':'b'},'at_least':1} & {'count':$A,'at_most':0}",
            })
    void theSimplerConditionsThatHoldWhereverItHolds(String condition, String weaker) {
        // When
        Set<Condition> found = Weaker.than(read(condition));

        // Then
        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(weaker == null ? new String[0] : weaker.split(" & "))
                        .map(WeakerTest::read)
                        .map(Weaker::ordered)
                        .toList());
    }

    private static Condition read(String condition) {
        return Json.read(
                condition.strip().replace("$ADMIN", ADMIN).replace("$A", A).replace('\'', '"'), Condition.class);
    }
}
