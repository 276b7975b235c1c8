package throughline.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What module may know what. Each rule is also shown a class that breaks it, and must fail. */
class ModuleRulesTests {

    private static final String SERVICES = "throughline.(booking|content|notification|dashboard)..";
    private static final Set<String> NOW = Set.of(
            Instant.class.getName(),
            LocalDate.class.getName(),
            LocalDateTime.class.getName(),
            ZonedDateTime.class.getName());

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/testing"))
            .importPackages("throughline");
    private static final JavaClasses BREAKERS =
            new ClassFileImporter().importPackages("throughline.booking.rulebreaker", "throughline.content");

    static Stream<ArchRule> rules() {
        return Stream.of(
                slices().matching(SERVICES).should().notDependOnEachOther().as("services never import each other"),
                noClasses()
                        .that(not(resideInAPackage("throughline.clock.."))
                                .and(not(resideInAPackage("throughline.launcher.."))))
                        .should()
                        .callMethodWhere(readsTheSystemClock())
                        .as("time is injected; only the clock reads the system's"),
                noClasses()
                        .that(not(resideInAPackage("throughline.launcher..")))
                        .should()
                        .callMethodWhere(named(Thread.class.getName(), "sleep"))
                        .as("nothing sleeps"),
                noClasses()
                        .that(not(resideInAPackage("throughline.notification.message..")))
                        .should()
                        .callMethodWhere(setsAMailHeader())
                        .as("mail headers are written in one place"),
                classes()
                        .should()
                        .haveSimpleNameNotEndingWith("Impl")
                        .andShould()
                        .haveSimpleNameNotEndingWith("Manager")
                        .andShould()
                        .haveSimpleNameNotEndingWith("Helper")
                        .andShould()
                        .haveSimpleNameNotEndingWith("Util")
                        .andShould()
                        .haveSimpleNameNotEndingWith("Utils")
                        .andShould()
                        .haveSimpleNameNotEndingWith("Processor")
                        .as("a name says what the class does"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theProductKeeps(ArchRule rule) {
        rule.check(PRODUCTION);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aBreakerIsNoticedBy(ArchRule rule) {
        assertThat(rule.evaluate(BREAKERS).hasViolation()).isTrue();
    }

    @Test
    void commonKnowsNoServiceAndNoPage() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "throughline.contract..",
                        "throughline.event..",
                        "throughline.aggregate..",
                        "throughline.outbox..",
                        "throughline.inbox..",
                        "throughline.clock..",
                        "throughline.service..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "throughline.booking..",
                        "throughline.content..",
                        "throughline.notification..",
                        "throughline.dashboard..",
                        "throughline.web..",
                        "throughline.standalone..")
                .check(PRODUCTION);
    }

    @Test
    void theSharedFrameKnowsNoService() {
        noClasses()
                .that()
                .resideInAPackage("throughline.web..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "throughline.booking..",
                        "throughline.content..",
                        "throughline.notification..",
                        "throughline.dashboard..")
                .check(PRODUCTION);
    }

    @Test
    void theRulesSeeTheProduct() {
        assertThat(PRODUCTION.size()).isGreaterThan(150);
        assertThat(PRODUCTION.contain("throughline.booking.BookingService")).isTrue();
    }

    private static DescribedPredicate<JavaCall<?>> readsTheSystemClock() {
        return DescribedPredicate.describe("reads the system's clock", call -> {
            String owner = call.getTargetOwner().getName();
            String method = call.getTarget().getName();
            boolean noArguments = call.getTarget().getRawParameterTypes().isEmpty();
            return (NOW.contains(owner) && method.equals("now") && noArguments)
                    || (owner.equals(System.class.getName()) && method.equals("currentTimeMillis"));
        });
    }

    private static DescribedPredicate<JavaCall<?>> setsAMailHeader() {
        return DescribedPredicate.describe(
                "sets a mail header",
                call -> call.getTargetOwner().getPackageName().startsWith("jakarta.mail")
                        && Set.of("setHeader", "addHeader")
                                .contains(call.getTarget().getName()));
    }

    private static DescribedPredicate<JavaCall<?>> named(String owner, String method) {
        return DescribedPredicate.describe(
                "calls " + owner + "." + method,
                call -> call.getTargetOwner().getName().equals(owner)
                        && call.getTarget().getName().equals(method));
    }
}
