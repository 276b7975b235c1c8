package throughline.booking.request;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Limits beside the one for each address, all in ten minutes.
 *
 * @param postsPerEmail bookings with one e-mail address
 * @param postsInAll of one kind from everywhere: only a flood reaches it
 * @param managePostsPerAddress cancelling and moving by link, from one address
 */
@ConfigurationProperties("throughline.booking.limits")
record LimitSettings(int postsPerEmail, int postsInAll, int managePostsPerAddress) {

    LimitSettings {
        if (postsPerEmail < 1 || postsInAll < 1 || managePostsPerAddress < 1) {
            throw new IllegalArgumentException("throughline.booking.limits: every limit is above zero");
        }
    }
}
