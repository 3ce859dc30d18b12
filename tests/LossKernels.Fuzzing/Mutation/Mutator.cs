using System.Globalization;
using LossKernels.Fuzzing.Seeds;

namespace LossKernels.Fuzzing.Mutation;

/// <summary>Makes mutants of the seeds. A mutant follows from the run's seed and its own number alone.</summary>
/// <param name="seeds">The sources.</param>
/// <param name="seed">The run's seed.</param>
public sealed class Mutator(IReadOnlyList<Seed> seeds, int seed)
{
    /// <summary>Longer mutants say no more and take longer.</summary>
    private const int LongestText = 20_000;

    /// <summary>The mutant of a number.</summary>
    public string Mutant(int number)
    {
        var random = new Random(HashCode(seed, number));
        var first = seeds[random.Next(seeds.Count)];
        var text = string.Concat(first.Tokens);
        for (var changes = 1 + random.Next(4); changes > 0; changes--)
        {
            text = Change(text, random);
        }

        return text.Length > LongestText ? text[..LongestText] : text;
    }

    private string Change(string text, Random random)
    {
        // What is typed is cut from the text as it is; all else works on whole tokens.
        switch (random.Next(14))
        {
            case 0:
                return text[..random.Next(text.Length + 1)];
            case 1:
                return text.Insert(random.Next(text.Length + 1), Any(Adversarial.Typed, random));
            case 2:
                var from = random.Next(text.Length + 1);
                var end = text.IndexOf('\n', from);
                return end < 0 ? text[..from] : text.Remove(from, end - from);
        }

        var tokens = TokenText.Split(text);
        if (tokens.Count == 0)
        {
            return Any(seeds, random).Text;
        }

        switch (random.Next(13))
        {
            case 0:
                tokens.RemoveRange(Position(tokens, random, out var dropped), Math.Min(1 + random.Next(3), tokens.Count - dropped));
                break;
            case 1:
                var position = random.Next(tokens.Count);
                tokens.InsertRange(position, tokens.GetRange(position, Math.Min(1 + random.Next(4), tokens.Count - position)));
                break;
            case 2:
                var (a, b) = (random.Next(tokens.Count), random.Next(tokens.Count));
                (tokens[a], tokens[b]) = (tokens[b], tokens[a]);
                break;
            case 3:
                var next = random.Next(Math.Max(1, tokens.Count - 1));
                tokens.Reverse(next, Math.Min(2, tokens.Count - next));
                break;
            case 4:
                tokens[random.Next(tokens.Count)] = Any(Any(seeds, random).Tokens, random) + " ";
                break;
            case 5:
                var tail = Any(seeds, random).Tokens;
                var head = random.Next(tokens.Count + 1);
                tokens.RemoveRange(head, tokens.Count - head);
                tokens.AddRange(tail.Skip(random.Next(tail.Count)));
                break;
            case 6:
                return TokenText.ReplacePiece(text, random, Any(seeds, random));
            case 7:
                return TokenText.Nest(text, random);
            case 8:
                Replace(tokens, random, token => char.IsAsciiDigit(token[0]) || token[0] is '"' or '\'', Any(Adversarial.Constants, random));
                break;
            case 9:
                Replace(tokens, random, token => token is "float" or "double" or "Half" or "int" or "void" or "byte" or "long" or "Span" or "ReadOnlySpan", Any(Adversarial.Types, random));
                break;
            case 10:
                Replace(tokens, random, token => char.IsLetter(token[0]), Any(Adversarial.Names, random));
                break;
            case 11:
                Replace(tokens, random, token => token is "public" or "static" or "partial" or "internal" or "private", random.Next(2) == 0 ? "" : $"{Any(Adversarial.Modifiers, random)} {Any(Adversarial.Modifiers, random)}");
                break;
            default:
                return TokenText.ReplaceAttribute(text, random, Attribute(random));
        }

        return string.Concat(tokens);
    }

    /// <summary>A kernel attribute with arguments of any kind.</summary>
    private static string Attribute(Random random)
    {
        var arguments = new List<string>();
        for (var count = random.Next(3); count > 0; count--)
        {
            arguments.Add(random.Next(3) > 0 ? random.Next(2, 40).ToString(CultureInfo.InvariantCulture) : Any(Adversarial.Constants, random));
        }

        for (var count = random.Next(3); count > 0; count--)
        {
            arguments.Add($"{Any(Adversarial.Options, random)} = {Any(Adversarial.Constants, random)}");
        }

        return $"{Any(Adversarial.Attributes, random)}({string.Join(", ", arguments)})";
    }

    private static void Replace(List<string> tokens, Random random, Predicate<string> isMeant, string by)
    {
        var candidates = Enumerable.Range(0, tokens.Count).Where(i => tokens[i].Trim() is { Length: > 0 } token && isMeant(token)).ToArray();
        if (candidates.Length > 0)
        {
            tokens[Any(candidates, random)] = $" {by} ";
        }
    }

    private static int Position(List<string> tokens, Random random, out int position) => position = random.Next(tokens.Count);

    private static T Any<T>(IReadOnlyList<T> values, Random random) => values[random.Next(values.Count)];

    /// <summary>The same in every process, as <see cref="System.HashCode"/> is not.</summary>
    private static int HashCode(int seed, int number) => unchecked((int)((((ulong)(uint)seed << 32) | (uint)number) * 0x9E3779B97F4A7C15 >> 32));
}
