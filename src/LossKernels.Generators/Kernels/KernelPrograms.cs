using LossKernels.Generators.Declarations;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Kernels;

/// <summary>The row program of every kind of kernel.</summary>
internal static class KernelPrograms
{
    public static RowProgram Of(KernelDeclaration declaration) => declaration.Kind switch
    {
        KernelKind.Softmax => Softmax.Program(declaration),
        KernelKind.LogSoftmax => LogSoftmax.Program(declaration),
        KernelKind.LogSumExp => LogSumExp.Program(declaration),
        KernelKind.SoftmaxGradient => SoftmaxGradient.Program(),
        KernelKind.LogSoftmaxGradient => LogSoftmaxGradient.Program(),
        KernelKind.CrossEntropy => CrossEntropy.Program(declaration),
        KernelKind.NegativeLogLikelihood => NegativeLogLikelihood.Program(declaration),
        KernelKind.KullbackLeibler => KullbackLeibler.Program(declaration),
        KernelKind.Entropy => Entropy.Program(declaration),
        KernelKind.Predict => Predict.Program(declaration),
        KernelKind.TopK => TopK.Program(declaration),
        KernelKind.Sigmoid => Sigmoid.Program(),
        KernelKind.LogSigmoid => LogSigmoid.Program(),
        KernelKind.Softplus => Softplus.Program(),
        KernelKind.BinaryCrossEntropy => BinaryCrossEntropy.Program(declaration),
        _ => throw new ArgumentOutOfRangeException(nameof(declaration), declaration.Kind, "has no program"),
    };
}
