package skybourse.tier1.certificate;

/**
 * Followers side by side, one in each lane: where their links and their weights stand.
 *
 * @param links holds the links
 * @param at entry of the first link of lane 0
 * @param slots links of each lane, padding included
 * @param weight {@code xi} by agent, money
 * @param agent the agent in lane 0
 */
record FollowerLanes(LinkLanes links, int at, int slots, double[] weight, int agent) {

    /** Returns the same followers with their first links only. */
    FollowerLanes firstLinks() {
        return new FollowerLanes(links, at, 1, weight, agent);
    }
}
