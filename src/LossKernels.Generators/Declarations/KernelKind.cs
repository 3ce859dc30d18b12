namespace LossKernels.Generators.Declarations;

/// <summary>What a kernel computes: one value for each attribute a user can write.</summary>
internal enum KernelKind
{
    Softmax,
    LogSoftmax,
    LogSumExp,
    SoftmaxGradient,
    LogSoftmaxGradient,
    CrossEntropy,
    NegativeLogLikelihood,
    KullbackLeibler,
    Entropy,
    Predict,
    TopK,
    Sigmoid,
    LogSigmoid,
    Softplus,
    BinaryCrossEntropy,
}
