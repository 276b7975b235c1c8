package throughline.notification.delivery;

/** Which connections carry a mail; a campaign in the bulk lane can never delay the other. */
public enum Lane {
    TRANSACTIONAL,
    BULK
}
