package skybourse.round.simulation;

import java.util.List;
import skybourse.round.dynamics.Arrivals;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.DynamicsBuilder;
import skybourse.round.dynamics.HandoverSettings;
import skybourse.round.dynamics.MessageDelays;
import skybourse.round.dynamics.PricingSettings;
import skybourse.round.motion.Motion;

/** Builder of dynamics that differ from others in some settings. */
public final class Altered {

    private final Dynamics other;
    private List<? extends Motion> wirelessMotion;
    private List<? extends Motion> mobileMotion;
    private Arrivals arrivals;
    private MessageDelays messages;
    private PricingSettings pricing;
    private HandoverSettings handover;
    private boolean escrow;

    private Altered(Dynamics other) {
        this.other = other;
        wirelessMotion = other.wirelessMotion();
        mobileMotion = other.mobileMotion();
        arrivals = other.arrivals();
        messages = other.messages();
        pricing = other.pricing();
        handover = other.handover();
        escrow = other.escrow();
    }

    public static Altered from(Dynamics other) {
        return new Altered(other);
    }

    public Altered withMotion(List<? extends Motion> wireless, List<? extends Motion> mobile) {
        wirelessMotion = wireless;
        mobileMotion = mobile;
        return this;
    }

    public Altered withArrivals(Arrivals now) {
        arrivals = now;
        return this;
    }

    Altered withMessages(MessageDelays now) {
        messages = now;
        return this;
    }

    public Altered withPricing(PricingSettings now) {
        pricing = now;
        return this;
    }

    Altered withHandover(HandoverSettings now) {
        handover = now;
        return this;
    }

    public Altered withEscrow(boolean has) {
        escrow = has;
        return this;
    }

    public Dynamics dynamics() {
        return DynamicsBuilder.builder()
                .wirelessMotion(List.copyOf(wirelessMotion))
                .mobileMotion(List.copyOf(mobileMotion))
                .channel(other.channel())
                .arrivals(arrivals)
                .queue(other.queue())
                .sizes(other.sizes())
                .messages(messages)
                .pricing(pricing)
                .handover(handover)
                .aerialEnergy(other.aerialEnergy())
                .escrow(escrow)
                .adversary(other.adversary())
                .reputation(other.reputation())
                .build();
    }
}
