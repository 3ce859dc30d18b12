using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace LossKernels.Benchmarks.InMemory;

/// <summary>The methods of generated kernels that go through rows, with an option for the JIT.</summary>
internal static partial class LayoutMethods
{
    /// <param name="consumer">The kernels.</param>
    /// <param name="option">A name of <see cref="MethodImplOptions"/>.</param>
    public static Consumer With(Consumer consumer, string option)
    {
        var attribute = $"[global::{typeof(MethodImplOptions).Namespace}.MethodImpl(global::{typeof(MethodImplOptions).FullName}.{option})] ";
        var compilation = consumer.Compilation;
        foreach (var tree in compilation.SyntaxTrees)
        {
            compilation = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(LayoutMethod().Replace(tree.ToString(), match => attribute + match.Value), (CSharpParseOptions)tree.Options, tree.FilePath, Encoding.UTF8));
        }

        return consumer.With(compilation);
    }

    [GeneratedRegex(@"private static (void|nint) (?!AllRows)\w+(?=\()")]
    private static partial Regex LayoutMethod();
}
