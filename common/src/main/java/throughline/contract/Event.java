package throughline.contract;

/**
 * Something that happened, in the past tense, as it goes over the wire. Each publisher has one sealed interface of its
 * own below this one; the topic follows from it.
 */
public interface Event {

    /**
     * What stays in order: the client's id where the event is about a person, else the aggregate's id. Becomes the
     * record's key and the CloudEvents attribute {@code partitionkey}.
     */
    String key();

    /** The id of the aggregate it happened to; CloudEvents {@code subject}. */
    String subject();
}
