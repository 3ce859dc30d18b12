using System.Diagnostics;
using System.Text;
using LossKernels.Fuzzing.Checks;
using LossKernels.Fuzzing.Mutation;
using LossKernels.Fuzzing.Seeds;

namespace LossKernels.Fuzzing.Runs;

/// <summary>Mutants by the thousand. What breaks is minimized and kept once, as a file that says how to see it again.</summary>
/// <param name="seed">The run's seed.</param>
/// <param name="folder">Where what breaks is written.</param>
/// <param name="output">Where it is told.</param>
public sealed class FuzzRun(int seed, string folder, TextWriter output)
{
    /// <summary>A mutant that runs longer never ends: the process does.</summary>
    private static readonly TimeSpan s_end = TimeSpan.FromMinutes(30);

    /// <summary>Of so many mutants one has its kernels compiled to the last line.</summary>
    private const int Thin = 64;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _known = [];
    private readonly Mutator _mutator = new(SeedSources.All, seed);
    private int _next;
    private int _done;
    private int _broken;
    private double _slowest;

    /// <returns>How many mutants broke something.</returns>
    public int Run(int from, int count, int threads)
    {
        Directory.CreateDirectory(folder);
        _next = from;
        var watch = Stopwatch.StartNew();

        // On the pool's threads, where analyzers and fixes run on: a thread that waits for each of them would double the time.
        Task.WaitAll([.. Enumerable.Range(0, threads).Select(worker => Task.Run(() => WorkAsync(worker, from + count, watch)))]);
        Tell($"{Progress(watch)}; the slowest mutant took {_slowest:0.00} s");
        return _broken;
    }

    private async Task WorkAsync(int worker, int end, Stopwatch watch)
    {
        var (whole, thin) = (new SourceCheck(wholeKernels: true), new SourceCheck(wholeKernels: false));
        using var alarm = new Timer(_ => Environment.FailFast($"a mutant of seed {seed} ran for {s_end}; it is the newest file running-*.cs in {folder}"));
        using var running = new RunningSource(Path.Combine(folder, $"running-{Environment.ProcessId}-{worker}.cs"));
        for (int number; (number = Interlocked.Increment(ref _next) - 1) < end;)
        {
            var mutant = _mutator.Mutant(number);
            var check = number % Thin == 0 ? whole : thin;
            running.Write(mutant);
            alarm.Change(s_end, Timeout.InfiniteTimeSpan);
            var start = watch.Elapsed;
            var breakage = await check.RunAsync(mutant);
            alarm.Change(Timeout.Infinite, Timeout.Infinite);
            lock (_lock)
            {
                _slowest = Math.Max(_slowest, (watch.Elapsed - start).TotalSeconds);
                if (++_done % 1000 == 0)
                {
                    Tell(Progress(watch));
                }
            }

            if (breakage is not null)
            {
                await KeepAsync(number, mutant, breakage, check);
            }
        }
    }

    private async Task KeepAsync(int number, string mutant, Breakage breakage, SourceCheck check)
    {
        lock (_lock)
        {
            _broken++;
            if (!_known.Add($"{breakage.Kind} {breakage.Where}"))
            {
                return;
            }
        }

        var least = await Minimizer.MinimizeAsync(mutant, breakage, check.RunAsync);
        var file = Path.Combine(folder, $"{breakage.Kind}-{seed}-{number}.cs");
        await File.WriteAllTextAsync(file, least + "\n", Encoding.UTF8);
        await File.WriteAllTextAsync(Path.ChangeExtension(file, ".txt"), $"{breakage}\n\nThe mutant was:\n{mutant}", Encoding.UTF8);
        Tell($"mutant {number}: {breakage.Kind} {breakage.Where}\n  {file}\n  {least.ReplaceLineEndings("\n  ")}");
    }

    private string Progress(Stopwatch watch) => $"{_done} mutants of {SeedSources.All.Count} sources in {watch.Elapsed.TotalSeconds:0} s, {_done / watch.Elapsed.TotalSeconds:0.0} a second: {_broken} broke something";

    private void Tell(string line)
    {
        lock (_lock)
        {
            output.WriteLine(line);
            output.Flush();
        }
    }
}
