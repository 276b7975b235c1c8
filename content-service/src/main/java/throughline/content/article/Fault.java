package throughline.content.article;

import org.springframework.http.HttpStatus;

/** Something in a submission that cannot be taken. The sentence for people is the message {@code content.fault.<name>}. */
public enum Fault {
    TITLE_MISSING("title"),
    TITLE_TOO_LONG("title"),
    BAD_TITLE("title"),
    SUMMARY_TOO_LONG("summary"),
    BAD_SUMMARY("summary"),
    MARKDOWN_MISSING("markdown"),
    TOO_LARGE("markdown", HttpStatus.CONTENT_TOO_LARGE),
    TOO_COMPLEX("markdown"),
    TOO_SLOW("markdown"),
    BAD_LANGUAGE("language"),
    BAD_SLUG("slug"),
    SLUG_TAKEN("slug", HttpStatus.CONFLICT),
    TOO_MANY_SLUGS("slug"),
    BAD_AUTHOR("author"),
    BAD_TAGS("tags");

    private final String field;
    private final HttpStatus status;

    Fault(String field) {
        this(field, HttpStatus.UNPROCESSABLE_CONTENT);
    }

    Fault(String field, HttpStatus status) {
        this.field = field;
        this.status = status;
    }

    /** The input it is about, by its name in the API. */
    public String field() {
        return field;
    }

    public HttpStatus status() {
        return status;
    }

    /** The key of its sentence. */
    public String message() {
        return "content.fault." + name();
    }
}
