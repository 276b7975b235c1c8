package throughline.booking.intake;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import throughline.booking.intake.Intakes.Doubtful;
import throughline.booking.round.Round;

/**
 * Answers that a crash left between being written and being named. Within a minute each of them is kept, because something names
 * it, or gone.
 *
 * <p>Nothing that is just being written can lose its answers. An attempt may be named for 20 seconds and is judged after 35;
 * whoever is asked here then makes sure that a write which began before finds everything changed and decides again, and by then it
 * is too late to name it.
 */
@Component
class LeftAnswers implements Round {

    private static final Logger log = LoggerFactory.getLogger(LeftAnswers.class);

    private final Intakes intakes;
    private final List<NamedAnswers> whoNames;

    LeftAnswers(Intakes intakes, List<NamedAnswers> whoNames) {
        this.intakes = intakes;
        this.whoNames = whoNames;
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void go() {
        for (Doubtful answers : intakes.doubtful()) {
            if (isNamed(answers)) {
                intakes.named(answers);
            } else {
                intakes.namedByNothing(answers);
                log.info("Answers {} belonged to nothing and are deleted.", answers.id());
            }
        }
    }

    private boolean isNamed(Doubtful answers) {
        for (NamedAnswers one : whoNames) {
            switch (one.look(answers.owner(), answers.call(), answers.id())) {
                case NAMED -> {
                    return true;
                }
                case CLOSED -> { // cancelled before its answers were kept; they may be any of the attempts at it, so
                    // the first stays
                    if (!intakes.hasOthers(answers)) {
                        return true;
                    }
                }
                case NOT_NAMED -> {}
            }
        }
        return false;
    }
}
