using System.Diagnostics;
using System.Globalization;
using System.Runtime.Loader;
using LossKernels.Benchmarks.Codegen;
using LossKernels.Benchmarks.InMemory;
using LossKernels.Benchmarks.Measuring;

namespace LossKernels.Benchmarks.FirstCall;

/// <summary>What the first calls of a kernel took in a process that had just started, in microseconds of the thread that made them.</summary>
/// <param name="First">The first call, which compiles the kernel.</param>
/// <param name="Following">The 29 that follow, together.</param>
/// <param name="Settled">A call once nothing is compiled any more.</param>
internal sealed record FirstCalls(double First, double Following, double Settled)
{
    /// <summary>The command line's first argument in that process.</summary>
    public const string Command = "first-calls";

    private const int Counted = 30;

    /// <summary>Measures a call in a process of its own.</summary>
    /// <param name="assembly">The assembly's file.</param>
    /// <param name="call">The call.</param>
    /// <param name="settings">Settings of the runtime, as environment variables.</param>
    /// <exception cref="InvalidOperationException">The process ended by an error.</exception>
    public static FirstCalls Measure(string assembly, ListedCall call, params (string Name, string Value)[] settings)
    {
        var start = ListedCall.Self([Command, assembly, call.ToString()]);
        start.RedirectStandardOutput = true;
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var numbers = process.StandardOutput.ReadToEnd();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 && numbers.Split(';') is [var first, var following, var settled]
            ? new(Number(first), Number(following), Number(settled))
            : throw new InvalidOperationException($"The process that makes first calls ended with {process.ExitCode}. {errors}");

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>What the other process does.</summary>
    /// <param name="arguments">The assembly's file, then the call.</param>
    public static int Run(IReadOnlyList<string> arguments)
    {
        var calls = new AssemblyLoadContext("First").LoadFromAssemblyPath(arguments[0]).GetType(Consumer.Calls, throwOnError: true)!;
        var call = ListedCall.Parse(arguments[1]).Bind(calls);

        // The clock and what stands around a call are compiled before.
        _ = Timed(static () => { }, 2);
        var (first, following) = (Timed(call, 1), Timed(call, Counted - 1));
        Race.Warm([call]);
        var settled = Enumerable.Range(0, Counted).Min(_ => Timed(call, 1));
        Console.Out.Write(FormattableString.Invariant($"{first};{following};{settled}"));
        return 0;
    }

    private static double Timed(Action call, int calls)
    {
        var start = ThreadClock.Microseconds;
        for (var i = 0; i < calls; i++)
        {
            call();
        }

        return ThreadClock.Microseconds - start;
    }
}
