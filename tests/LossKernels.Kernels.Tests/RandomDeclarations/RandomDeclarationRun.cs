using System.Diagnostics;

namespace LossKernels.Kernels.Tests.RandomDeclarations;

/// <summary>
/// Random declarations by the thousand: correct ones that are run, correct ones of which only the shape is compiled, and wrong ones. A hundred of each follow from one
/// seed, which is told before they are tried: a kernel that faults ends the process.
/// </summary>
internal static class RandomDeclarationRun
{
    public const string Command = "declarations";

    private const int AtATime = 100;

    /// <returns>0 where nothing was wrong.</returns>
    public static int Run(int count, int seed, TextWriter output)
    {
        var watch = Stopwatch.StartNew();
        var wrong = 0;
        for (var done = 0; done < count; done += AtATime, seed++)
        {
            output.WriteLine($"seed {seed}");
            output.Flush();
            try
            {
                RandomDeclarationTests.CheckCorrect(seed, AtATime);
                RandomDeclarationTests.CheckShapes(seed, AtATime);
                RandomDeclarationTests.CheckWrongAsync(seed, AtATime).GetAwaiter().GetResult();
            }
            catch (Exception exception)
            {
                wrong++;
                output.WriteLine(exception);
            }

            output.WriteLine($"{done + AtATime} declarations of each kind in {watch.Elapsed.TotalSeconds:0} s, {(done + AtATime) / watch.Elapsed.TotalSeconds:0.00} a second: {wrong} of {(done / AtATime) + 1} seeds wrong");
        }

        return wrong == 0 ? 0 : 1;
    }
}
