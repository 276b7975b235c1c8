package throughline.booking.rulebreaker;

/** Waiting that nobody can move. */
class Sleeps {
    void forAWhile() throws InterruptedException {
        Thread.sleep(10);
    }
}
