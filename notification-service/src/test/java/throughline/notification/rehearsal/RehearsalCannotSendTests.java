package throughline.notification.rehearsal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class RehearsalCannotSendTests {

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("throughline.notification.rehearsal");

    @Test
    void nothingInARehearsalReachesTheLedgerTheRunsOrTheWire() {
        noClasses()
                .that()
                .resideInAPackage("throughline.notification.rehearsal")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "throughline.notification.delivery..",
                        "throughline.notification.transport..",
                        "throughline.outbox..",
                        "throughline.aggregate..",
                        "com.mongodb..",
                        "org.springframework.kafka..",
                        "jakarta.mail..")
                .check(ALL);
        noClasses()
                .that()
                .resideInAPackage("throughline.notification.rehearsal")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Enrollments")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleName("Steering")
                .check(ALL);
        classes().that().haveSimpleName("Stage").should().bePackagePrivate().check(ALL);
    }
}
