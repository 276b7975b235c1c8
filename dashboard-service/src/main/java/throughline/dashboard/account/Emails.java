package throughline.dashboard.account;

/** Whether something can be an e-mail address; whether it is one shows when a mail arrives. */
final class Emails {

    private static final int LONGEST = 254;

    private Emails() {}

    static boolean isOne(String text) {
        String email = text.strip();
        return email.length() <= LONGEST
                && email.matches("[^\\s@<>\"(),:;\\[\\]\\p{Cntrl}]+@[^\\s@<>\"(),:;\\[\\]\\p{Cntrl}]+\\.[^\\s@.]+");
    }
}
