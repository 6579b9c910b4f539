/**
 * Learned clock policies, and exact bounds on their rewards. Start reading at
 * {@link skybourse.learning.auctions.AuctionEnvironment}, then {@link skybourse.learning.policy.ActorNetwork} and
 * {@link skybourse.learning.headroom.HeadroomStudy}.
 */
module skybourse.learning {
    requires transitive skybourse.core;
    requires static java.compiler;
    requires static io.soabase.recordbuilder.core;
    requires static org.jspecify;
    requires static jdk.incubator.vector;

    exports skybourse.learning.policy;
    exports skybourse.learning.environment;
    exports skybourse.learning.auctions;
    exports skybourse.learning.headroom;
    exports skybourse.learning.learners;
    exports skybourse.learning.networks;
    exports skybourse.learning.training;
}
