package throughline.notification.message;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.mail.Part;
import org.junit.jupiter.api.Test;

/** Headers of mails are written in one place, because only that place refuses line breaks. */
class HeaderRuleTests {

    @Test
    void onlyTheHeaderWriterWritesHeaders() {
        var classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("throughline.notification");

        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Headers.class.getName())
                .should()
                .callMethodWhere(target(
                                nameMatching(
                                        "setHeader|addHeader|addHeaderLine|setSubject|setFrom|setRecipients?|addRecipients?|setReplyTo|setDisposition|setFileName|setDescription"))
                        .and(target(owner(assignableTo(Part.class)))))
                .because(
                        "the library lets line breaks through, and what follows one is a header of somebody else's choice")
                .check(classes);
    }
}
