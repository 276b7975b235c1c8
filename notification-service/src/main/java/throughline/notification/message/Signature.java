package throughline.notification.message;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;
import org.simplejavamail.utils.mail.dkim.Canonicalization;
import org.simplejavamail.utils.mail.dkim.DkimException;
import org.simplejavamail.utils.mail.dkim.DkimMessage;
import org.simplejavamail.utils.mail.dkim.DkimSigner;
import org.simplejavamail.utils.mail.dkim.SigningAlgorithm;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Signs each mail in the practice's name (DKIM, RFC 6376) where a key is configured; relays that sign for us need none. What a reader
 * uses to stop mails is signed as well, as RFC 8058 section 4 asks.
 */
@Component
public class Signature {
    private final String domain;
    private final String selector;
    private final @Nullable RSAPrivateKey key;

    /** @param keyFile RSA key in PEM (PKCS #8); empty to sign nothing */
    @Autowired
    public Signature(
            @Value("${throughline.notification.dkim.domain:}") String domain,
            @Value("${throughline.notification.dkim.selector:}") String selector,
            @Value("${throughline.notification.dkim.key-file:}") String keyFile) {
        this(domain, selector, keyFile.isBlank() ? null : read(Path.of(keyFile)));
        if (key != null && (domain.isBlank() || selector.isBlank())) {
            throw new IllegalArgumentException(
                    "throughline.notification.dkim: a key needs a domain and a selector, under which DNS has its other half.");
        }
    }

    Signature(String domain, String selector, @Nullable RSAPrivateKey key) {
        this.domain = domain;
        this.selector = selector;
        this.key = key;
    }

    public static Signature none() {
        return new Signature("", "", (RSAPrivateKey) null);
    }

    /** Under which name DNS has the public key, or empty. */
    public String recordName() {
        return key == null ? "" : selector + "._domainkey." + domain;
    }

    SMTPMessage on(SMTPMessage mail) throws MessagingException {
        return key == null ? mail : new DkimMessage(mail, signer(key));
    }

    /** A new one for each mail: it is not said to be safe for several threads. */
    private DkimSigner signer(RSAPrivateKey with) throws MessagingException {
        try {
            var signer = new DkimSigner(domain, selector, with);
            signer.setHeaderCanonicalization(Canonicalization.RELAXED);
            signer.setBodyCanonicalization(Canonicalization.RELAXED);
            signer.setSigningAlgorithm(SigningAlgorithm.SHA256_WITH_RSA);
            signer.setLengthParam(false); // what is appended later must break it
            signer.setCheckDomainKey(false); // no look-up in DNS for each mail
            signer.addHeaderToSign("List-Unsubscribe");
            signer.addHeaderToSign("List-Unsubscribe-Post");
            signer.addHeaderToSign("Auto-Submitted");
            return signer;
        } catch (DkimException e) {
            throw new MessagingException("the mail cannot be signed", e);
        }
    }

    private static RSAPrivateKey read(Path file) {
        try {
            var pem = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
            return (RSAPrivateKey) KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "throughline.notification.dkim.key-file is no RSA key in PEM (PKCS #8): " + e.getMessage(), e);
        }
    }
}
