package throughline.dashboard.account;

/** Where to go after signing in: only to a path of our own pages, whatever the address bar or a form said. */
final class LocalPath {

    private static final String TODAY = "/staff/today";

    private LocalPath() {}

    static String orToday(String wanted) {
        return wanted.matches("/[A-Za-z0-9][A-Za-z0-9._~!$&'()*+,;=:@%/?-]{0,500}")
                        && !wanted.contains("//")
                        && !wanted.startsWith("/sign-")
                ? wanted
                : TODAY;
    }
}
