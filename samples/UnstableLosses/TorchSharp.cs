#pragma warning disable CS8981, IDE0130 // The names are those of the package.

namespace TorchSharp;

/// <summary>
/// What a mistake needs of TorchSharp, computed as PyTorch documents it, for one number: the package brings a native library of hundreds of megabytes.
/// </summary>
internal static class torch
{
    /// <summary>The logistic sigmoid.</summary>
    public static Tensor sigmoid(Tensor input) => new(1 / (1 + MathF.Exp(-input.item())));

    /// <summary>A tensor of one number.</summary>
    internal sealed class Tensor(float value)
    {
        /// <summary>The number.</summary>
        public float item() => value;
    }

    /// <summary>Neural networks.</summary>
    internal static class nn
    {
        /// <summary>Their functions.</summary>
        internal static class functional
        {
            /// <summary>The loss of a probability, whose logarithms are bounded at -100.</summary>
            public static Tensor binary_cross_entropy(Tensor input, Tensor target)
                => new(-((target.item() * MathF.Max(MathF.Log(input.item()), -100)) + ((1 - target.item()) * MathF.Max(MathF.Log(1 - input.item()), -100))));

            /// <summary>The loss of a logit.</summary>
            public static Tensor binary_cross_entropy_with_logits(Tensor input, Tensor target)
                => new(MathF.Max(input.item(), 0) - (input.item() * target.item()) + MathF.Log(1 + MathF.Exp(-MathF.Abs(input.item()))));
        }
    }
}
