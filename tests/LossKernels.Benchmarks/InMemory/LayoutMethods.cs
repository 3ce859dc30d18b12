using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace LossKernels.Benchmarks.InMemory;

/// <summary>The methods of generated kernels that go through rows, or through the terms of their totals, with an option for the JIT.</summary>
internal static partial class LayoutMethods
{
    /// <param name="consumer">The kernels.</param>
    /// <param name="option">A name of <see cref="MethodImplOptions"/>.</param>
    public static Consumer With(Consumer consumer, string option)
    {
        const string options = $"global::System.Runtime.CompilerServices.{nameof(MethodImplOptions)}";
        var compilation = consumer.Compilation;
        foreach (var tree in compilation.SyntaxTrees)
        {
            compilation = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(MethodWithLoops().Replace(tree.ToString(), match => $"[global::System.Runtime.CompilerServices.MethodImpl({options}.{option}{(match.Groups["own"].Value == nameof(MethodImplOptions.AggressiveOptimization) ? $" | {options}.{match.Groups["own"]}" : "")})] {match.Groups["method"]}"), (CSharpParseOptions)tree.Options, tree.FilePath, Encoding.UTF8));
        }

        return consumer.With(compilation);
    }

    [GeneratedRegex(@"(\[MethodImpl\(MethodImplOptions\.(?<own>\w+)\)\]\s+)?(?<method>(private static (void|nint) (?!AllRows|FewRows)\w+|internal static double SumOfRows)(?=\())")]
    private static partial Regex MethodWithLoops();
}
