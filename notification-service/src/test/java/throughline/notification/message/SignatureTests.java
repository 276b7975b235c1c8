package throughline.notification.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.PublicKeyRecordRetriever;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.Test;
import throughline.service.PracticeSettings;

/** Signatures, checked by a verifier that is none of the signer's. */
class SignatureTests {
    private static final KeyPair KEYS = keys();

    @Test
    void signedMailIsFoundGoodByAnotherProgram() throws Exception {
        var source = signed();

        var records = new DKIMVerifier(dns()).verify(new ByteArrayInputStream(source));

        assertThat(records).singleElement().satisfies(record -> {
            assertThat(record.getDToken()).hasToString("practice.example");
            assertThat(record.getHeaders().toString().toLowerCase(java.util.Locale.ROOT))
                    .contains("from", "subject", "list-unsubscribe", "list-unsubscribe-post");
        });
        assertThat(new String(source, StandardCharsets.US_ASCII)).contains("Message-ID: <d1@practice.example>");
    }

    @Test
    void changedMailIsFoundBad() throws Exception {
        var changed = new String(signed(), StandardCharsets.US_ASCII).replace("Subject: Hello", "Subject: Hallo");

        assertThatExceptionOfType(FailException.class)
                .isThrownBy(() -> new DKIMVerifier(dns())
                        .verify(new ByteArrayInputStream(changed.getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    void withoutAKeyNothingIsSigned() throws Exception {
        assertThat(new String(written(Signature.none()), StandardCharsets.US_ASCII))
                .doesNotContain("DKIM-Signature");
        assertThat(Signature.none().recordName()).isEmpty();
    }

    @Test
    void mailComesBackToAnAddressThatNamesItAndNobodyElseCanMake() {
        var ours = new ReturnAddress("bounces@practice.example", new byte[] {1, 2, 3});
        var theirs = new ReturnAddress("bounces@practice.example", new byte[] {4, 5, 6});
        var id = "0123456789abcdef0123456789abcdef";

        var address = ours.of(id).orElseThrow();

        assertThat(ours.in("<" + address.toUpperCase(java.util.Locale.ROOT) + ">"))
                .contains(id);
        assertThat(ours.in(theirs.of(id).orElseThrow())).isEmpty();
        assertThat(address.substring(0, address.indexOf('@'))).hasSizeLessThanOrEqualTo(64);
        assertThat(ReturnAddress.none().of(id)).isEmpty();
    }

    private byte[] signed() throws Exception {
        return written(new Signature("practice.example", "mail", (RSAPrivateKey) KEYS.getPrivate()));
    }

    private static byte[] written(Signature signature) throws Exception {
        var practice = new PracticeSettings(
                URI.create("https://practice.example"),
                Path.of("."),
                ZoneOffset.UTC,
                "Practice",
                "mira@practice.example",
                "Mira");
        var letter = new Letter(
                "d1",
                "<d1@practice.example>",
                Instant.parse("2026-11-20T20:00:00Z"),
                "Zoë",
                "zoe@client.example",
                new MailTemplate("Hello", "# Hello\n\nGood morning, Zoë.\n\n.\n\n.. dots", ""),
                Map.of(),
                null,
                new Unsubscribe("articles", "https://practice.example/u/x", null, "Stop"));
        var out = new ByteArrayOutputStream();
        new Composer(practice, ReturnAddress.none(), signature)
                .compose(letter)
                .mail()
                .writeTo(out);
        return out.toByteArray();
    }

    private PublicKeyRecordRetriever dns() {
        var record = "v=DKIM1; k=rsa; p="
                + Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded());
        return (_, selector, domain) -> {
            assertThat(selector + "._domainkey." + domain).isEqualTo("mail._domainkey.practice.example");
            return List.of(record);
        };
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return generator.generateKeyPair();
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
