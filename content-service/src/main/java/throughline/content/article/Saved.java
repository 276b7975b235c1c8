package throughline.content.article;

import java.util.Set;
import throughline.contract.ArticleId;

/** What became of a save. */
public sealed interface Saved {

    record Done(ArticleId id, Article article) implements Saved {}

    /** Nothing was saved. */
    record Faulty(Set<Fault> faults) implements Saved {}

    /** There is no such article. */
    record Absent() implements Saved {}

    /** Somebody saved it after the author had opened it; nothing was overwritten. */
    record ChangedElsewhere(Article article) implements Saved {}
}
