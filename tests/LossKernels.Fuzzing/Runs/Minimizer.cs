using LossKernels.Fuzzing.Checks;
using LossKernels.Fuzzing.Mutation;

namespace LossKernels.Fuzzing.Runs;

/// <summary>Makes a source that breaks something shorter, as long as it breaks the same.</summary>
public static class Minimizer
{
    /// <summary>A source of which no run of tokens can be left out.</summary>
    /// <param name="source">A source that breaks something.</param>
    /// <param name="breakage">What it breaks.</param>
    /// <param name="check">What a source breaks.</param>
    public static async Task<string> MinimizeAsync(string source, Breakage breakage, Func<string, Task<Breakage?>> check)
    {
        var tokens = TokenText.Split(source);
        for (var run = Math.Max(1, tokens.Count / 2); run > 0; run = run > 1 ? run / 2 : 0)
        {
            for (var start = 0; start < tokens.Count;)
            {
                var shorter = tokens.Take(start).Concat(tokens.Skip(start + run)).ToList();
                if (breakage.IsSameAs(await check(string.Concat(shorter))))
                {
                    tokens = shorter;
                }
                else
                {
                    start += run;
                }
            }
        }

        var text = string.Concat(tokens);
        return breakage.IsSameAs(await check(text)) ? text : source;
    }
}
