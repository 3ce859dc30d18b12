namespace FashionMnist.Training;

/// <summary>Mean cross-entropy in nats and the part of the images classified rightly, after an epoch, 1 being the first.</summary>
internal sealed record EpochResult(int Epoch, float TrainingLoss, double TrainingAccuracy, float TestLoss, double TestAccuracy);
