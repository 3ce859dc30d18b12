using System.Globalization;
using System.Text.RegularExpressions;

namespace LossKernels.Benchmarks.Codegen.Listing;

/// <summary>Reads what <c>DOTNET_JitDisasm</c> prints.</summary>
internal static partial class JitListing
{
    /// <summary>The methods of a listing, in order.</summary>
    /// <exception cref="FormatException">A jump goes to a label that the listing lacks.</exception>
    public static IReadOnlyList<ListedMethod> Parse(IEnumerable<string> lines)
    {
        var methods = new List<ListedMethod>();
        var (name, tier, hasFramePointer) = ("", "", false);
        var (instructions, labels) = (new List<Instruction>(), new Dictionary<string, int>());
        foreach (var line in lines)
        {
            if (Header().Match(line) is { Success: true } header)
            {
                (name, tier, hasFramePointer) = (header.Groups["name"].Value, header.Groups["tier"].Value, false);
                (instructions, labels) = ([], []);
            }
            else if (line.StartsWith("; rbp based frame", StringComparison.Ordinal))
            {
                hasFramePointer = true;
            }
            else if (Size().Match(line) is { Success: true } size && name.Length > 0)
            {
                methods.Add(new(name, tier, hasFramePointer, int.Parse(size.Groups["bytes"].Value, CultureInfo.InvariantCulture), instructions, new ControlFlow(instructions, labels).Loops()));
                name = "";
            }
            else if (Label().Match(line) is { Success: true } label)
            {
                labels[label.Groups["name"].Value] = instructions.Count;
            }
            else if (Code().Match(line) is { Success: true } code && code.Groups["mnemonic"].Value is not ("align" or "nop"))
            {
                instructions.Add(new(code.Groups["mnemonic"].Value, code.Groups["operands"].Value.Split(';')[0].Trim()));
            }
        }

        return methods;
    }

    [GeneratedRegex(@"^; Assembly listing for method (?<name>.+) \((?<tier>[^()]*)\)$")]
    private static partial Regex Header();

    [GeneratedRegex(@"^; Total bytes of code (?<bytes>\d+)")]
    private static partial Regex Size();

    [GeneratedRegex(@"^(?<name>G_M\w+_IG\d+):")]
    private static partial Regex Label();

    [GeneratedRegex(@"^ +(?<mnemonic>[a-z][a-z0-9]*)(?: +(?<operands>.*))?$")]
    private static partial Regex Code();
}
