using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using LossKernels.Generators.Declarations;
using LossKernels.Kernels.Tests.Oracle;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>
/// The bits of a fixed set of calls as one number: the same in every run, at every width, on every machine that has FMA. Kernels are capped at each
/// width in turn, and run at the widest that the machine, or the runtime's settings, have besides.
/// </summary>
internal static class Digest
{
    public const string Command = "digest";

    /// <returns>0 where the widths agree.</returns>
    public static int Run(TextWriter output)
    {
        var digests = ((int[])[512, 256, 128]).Select(bits => (bits, digest: Of(bits))).ToArray();
        output.WriteLine(digests[0].digest);
        foreach (var (bits, digest) in digests.Where(other => other.digest != digests[0].digest))
        {
            output.WriteLine($"{digest} up to {bits} bits: other bits than at 512");
        }

        output.WriteLine($"vectors of {(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0)} bits, FMA {(Fma.IsSupported ? "yes" : "no")}");
        return digests.All(other => other.digest == digests[0].digest) ? 0 : 1;
    }

    /// <summary>The digest of all results of kernels in every layout.</summary>
    public static string Of(int maximumBits)
    {
        var host = new KernelHost();
        foreach (var classes in (int[])[3, 10, 100, 1000])
        {
            foreach (var signature in Signatures.Rich(classes, ElementType.Single).Where(signature => classes == 10 || signature.Kind is KernelKind.Softmax or KernelKind.CrossEntropy))
            {
                _ = host.Add(signature, maximumBits);
            }

            _ = host.Add(new KernelSignature(KernelKind.CrossEntropy, classes, ElementType.Double, Role.Logits, Role.Labels, Role.Gradient, Role.Losses), maximumBits);
            _ = host.Add(new KernelSignature(KernelKind.Softmax, classes, ElementType.Single, Role.Logits, Role.Probabilities) { Stored = StoredType.Half }, maximumBits);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var kernel in host.Compile())
        {
            var results = kernel.Run(Batches.Finite(kernel.Signature.Format, kernel.Signature.Classes));
            foreach (var value in results.Roles.Order().SelectMany(role => results[role]))
            {
                hash.AppendData(BitConverter.GetBytes(double.IsNaN(value) ? double.NaN : value));
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
