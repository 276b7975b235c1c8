package throughline.launcher.door;

/** The four services behind the front door. */
public enum Service {
    BOOKING,
    CONTENT,
    NOTIFICATION,
    DASHBOARD;

    /** As it stands in paths, module names and properties. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
