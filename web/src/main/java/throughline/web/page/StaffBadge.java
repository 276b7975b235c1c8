package throughline.web.page;

/** The badge in the bar: how things are, in a word or two. A bean where something is known about it; must not throw or wait. */
public interface StaffBadge {

    /** @param state {@code ok}, {@code wait} or {@code bad}, as the style sheet knows them */
    record Shown(String state, String text) {}

    Shown now();
}
