package skybourse.paper.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.app.folders.SweepText;
import skybourse.paper.experiment.MadeTables;
import skybourse.paper.experiment.ReproductionPlan;

/** Stored cells belong to sweeps by hash: if a name, axis, value or their order changes, hours of cells are lost. */
class StudiedSweepsTest {

    private static final ReproductionPlan PLAN = new ReproductionPlan(
            true, ReproductionPlan.FULL_SEEDS, MadeTables.plan(true).scenarios(), MadeTables.models());

    @Tag("slow")
    @Test
    void sweepsOfFullStudyAreUnchanged() {
        List<String> sweeps = Experiments.all().stream()
                .flatMap(experiment -> experiment.sweeps(PLAN).stream()
                        .map(sweep -> experiment.folder() + "/" + sweep.name() + " "
                                + sweep.cells().size() + " "
                                + SweepText.hash(sweep).substring(0, 12)))
                .distinct()
                .toList();

        assertThat(sweeps)
                .containsExactly(
                        "figure-4/iterations 5 4e8d3aa965a9", // its hash covers the scenario of this test
                        "figure-4/rest 2000 2e996339515f",
                        "figure-4/drawn 200 d9f2e661caae",
                        "follower/follower 150 af5c01743fe9",
                        "two-tiers/two-tiers 800 156ee148080d",
                        "theorem-1/alternate 200 4d789491f417",
                        "theorem-1/shorter 300 b2e5134793f7",
                        "figure-8/alternate 200 c7775da48335",
                        "figure-8/shorter 300 b051473bfb48",
                        "liquidity/liquidity 3000 13de49d3792b",
                        "step-size/fixed-steps 800 3dca3834f9d3",
                        "step-size/adaptive-steps 400 701d8de7374f",
                        "auctioneers/aided 160 92921963faf7",
                        "auctioneers/aided-sampled 80 52f7fdfa61ea",
                        "auctioneers/cloned 20 fe4b40569743",
                        "auctioneers/cloned-sampled 20 793ee831e8e5",
                        "auctioneers/learners 200 6a362281d63d",
                        "auctioneers/yardsticks 56 77680e66a08e",
                        "ablation/variants 40 f6ed41663abf",
                        "ablation/chain 25 44fd33356206",
                        "ablation/chain-by-critics 25 d71a5d1d3c6c",
                        "ablation/width 15 6ffc1ce755e3",
                        "ablation/weights 40 fd199bb64991",
                        "ablation/noise 40 5d19b20c518e",
                        "ablation/rivals 12 77fbbecee352",
                        "ablation/chain-costly 4 6f023db33442",
                        "ablation/width-costly 2 a6cfa4224eb7",
                        "mobility/moving 320 92065657f832",
                        "mobility/arriving 40 57631070817a",
                        "mobility/driving 20 1365101f3ef3",
                        "stale/age 1600 7fa721a4be6e",
                        "stale/lost 320 e5f98c7461f3",
                        "overload-time/overload-time 960 8372e13df1a8",
                        "adversary/one-seller 900 e8914d7f3ce7",
                        "adversary/overstating 300 090ed8196e82",
                        "adversary/rejecting 1600 199395868500",
                        "adversary/unruled 200 7a2169b4ff13",
                        "adversary/lower-worth 800 d9f61a11ab85",
                        "adversary/rings 800 411952f67dec",
                        "adversary/single-moves 50 9068aac5d9da",
                        "adversary/no-show 480 df5764d0b724",
                        "adversary/accidents 40 3ce326e63ca4",
                        "adversary/no-escrow 40 ea3de428850b",
                        "adversary/misreports 3750 0e8023216c3a",
                        "adversary/misreports-lowest-ask 150 f1caeee44b24",
                        "adversary/distributions 200 2677b3d416a6",
                        "adversary/adaptive 240 d2b18af7d492",
                        "adversary/names 200 317abeec7e36",
                        "scale/learned 100 49699fea934b",
                        "scale/fenced 100 d0fbae2ee45b",
                        "scale/untaught 200 e33022f5c73a",
                        "scale/steps 700 376623e99885",
                        "scale/real 32 91e10b9700da", // of scenarios of this test, too
                        "scale/real-steps 72 fc686cfe3ff7",
                        "scale/market 63 d9619eb5e07a",
                        "energy/models 8000 a43732761fb2",
                        "energy/mixed 4000 65af4b1c2de2",
                        "energy/idle-power 4000 ed6b7e8455ba",
                        "energy/batteries 80 a796520b1fd0");
    }
}
