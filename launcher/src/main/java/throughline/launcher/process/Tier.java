package throughline.launcher.process;

/** What stands on what: tiers stop from the last to the first, the processes of one tier together. */
public enum Tier {
    DATABASE,
    BROKER,
    APPLICATION
}
