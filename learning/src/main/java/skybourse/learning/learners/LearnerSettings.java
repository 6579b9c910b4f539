package skybourse.learning.learners;

/** Hyper-parameters of a learner: a record, so that each can be changed by its name. */
public interface LearnerSettings {

    /** Returns the discount per step. */
    double discount();

    /** Makes the learner, with parameters of zero. */
    Learner learner(int stateSize, int actions);
}
