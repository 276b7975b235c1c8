package throughline.booking.request;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import throughline.contract.ArticleId;
import throughline.contract.booking.Source;
import throughline.web.link.SignedLinks;

/** Where a reader came from: the signed reference that a call to action carries. What nobody signed is unknown. */
@Component
public class Sources {

    private static final String PURPOSE = "source";
    private static final Pattern SUBJECT = Pattern.compile("(.{1,128})\\.([0-9]{1,9})\\.(.{1,128})");

    private final SignedLinks links;

    Sources(SignedLinks links) {
        this.links = links;
    }

    public Optional<Source> read(@Nullable String reference) {
        return Optional.ofNullable(reference)
                .flatMap(token -> links.verify(PURPOSE, token))
                .map(verified -> SUBJECT.matcher(verified.subject()))
                .filter(Matcher::matches)
                .map(parts ->
                        new Source(new ArticleId(parts.group(1)), Integer.valueOf(parts.group(2)), parts.group(3)));
    }
}
