namespace LossKernels.Kernels.Tests.Functions;

/// <summary>
/// Runs a float function over a range of representable arguments: every one with the environment variable
/// <c>LOSSKERNELS_LONG=1</c> (half a minute to a few minutes), every 61st otherwise.
/// </summary>
internal static class EveryFloat
{
    private const int ArgumentsPerBlock = 1 << 16;

    private static int Stride => Environment.GetEnvironmentVariable("LOSSKERNELS_LONG") == "1" ? 1 : 61;

    /// <param name="name">The function.</param>
    /// <param name="firstBits">The bits of the first argument.</param>
    /// <param name="lastBits">The bits of the last argument, at least <paramref name="firstBits"/>.</param>
    /// <param name="error">The error of a result at an argument.</param>
    /// <returns>The largest error and its argument.</returns>
    public static (double Error, float Argument) Worst(string name, uint firstBits, uint lastBits, Func<float, float, double> error)
    {
        var function = EmittedFunctions.Over<float>(name, 256);
        var stride = (uint)Stride;
        var arguments = ((lastBits - firstBits) / stride) + 1;
        var blocks = (int)((arguments + ArgumentsPerBlock - 1) / ArgumentsPerBlock);
        var worst = new (double Error, float Argument)[blocks];
        Parallel.For(0, blocks, block =>
        {
            var x = new float[ArgumentsPerBlock];
            var y = new float[ArgumentsPerBlock];
            for (var i = 0; i < x.Length; i++)
            {
                // Past the end the last argument again.
                var index = Math.Min(((uint)block * ArgumentsPerBlock) + (uint)i, arguments - 1);
                x[i] = BitConverter.UInt32BitsToSingle(firstBits + (index * stride));
            }

            function(x, y);
            for (var i = 0; i < x.Length; i++)
            {
                var e = error(x[i], y[i]);
                if (!(e <= worst[block].Error))
                {
                    worst[block] = (e, x[i]);
                }
            }
        });

        // A NaN error (a NaN result) counts as the worst.
        return worst.MaxBy(w => double.IsNaN(w.Error) ? double.PositiveInfinity : w.Error);
    }
}
