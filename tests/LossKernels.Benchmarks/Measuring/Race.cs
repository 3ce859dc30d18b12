using System.Diagnostics;
using System.Runtime;

namespace LossKernels.Benchmarks.Measuring;

/// <summary>
/// Times several actions in turns within one run: a noisy moment meets all of them, and the ratio of the least times is that of the
/// undisturbed machine.
/// </summary>
internal static class Race
{
    // Long enough that the clock's resolution and the loop's end do not count, short enough that most turns are undisturbed.
    private const double MillisecondsPerTurn = 0.25;

    // Calls before the runtime compiles anew in its second tier, and the time that it waits for calm before it does.
    private const int WarmCalls = 40;
    private const int MillisecondsOfCalm = 150;

    // The compiler's own thread may be late where other programs use the machine.
    private const int LeastRounds = 3;
    private const int MostRounds = 60;

    /// <summary>The least time of one call of each action, in nanoseconds, over a number of turns, and how far its quartile lies above.</summary>
    public static Timing[] Run(IReadOnlyList<Action> actions, int turns)
    {
        var calls = actions.Select(CallsPerTurn).ToArray();
        var times = actions.Select(_ => new double[turns]).ToArray();
        for (var turn = 0; turn < turns; turn++)
        {
            // From another first one each turn, so that none always follows the same.
            for (var i = 0; i < actions.Count; i++)
            {
                var index = (i + turn) % actions.Count;
                times[index][turn] = Time(actions[index], calls[index]);
            }
        }

        return [.. times.Select(Timing.Of)];
    }

    /// <summary>Calls every action until its code is that of the second tier: until nothing was compiled in some rounds of calls and the calm after them.</summary>
    public static void Warm(IReadOnlyList<Action> actions)
    {
        var calm = 0;
        for (var round = 0; round < MostRounds && calm < LeastRounds; round++)
        {
            var compiled = JitInfo.GetCompiledMethodCount();
            foreach (var action in actions)
            {
                for (var call = 0; call < WarmCalls; call++)
                {
                    action();
                }
            }

            Thread.Sleep(MillisecondsOfCalm);
            calm = JitInfo.GetCompiledMethodCount() == compiled ? calm + 1 : 0;
        }
    }

    private static int CallsPerTurn(Action action)
    {
        var calls = 1;
        while (Time(action, calls) * calls < MillisecondsPerTurn * 1e6 && calls < 1 << 20)
        {
            calls *= 2;
        }

        return calls;
    }

    private static double Time(Action action, int calls)
    {
        var start = Stopwatch.GetTimestamp();
        for (var call = 0; call < calls; call++)
        {
            action();
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / calls;
    }
}
