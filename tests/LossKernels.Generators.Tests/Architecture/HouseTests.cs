namespace LossKernels.Generators.Tests.Architecture;

/// <summary>The sources keep the shape of the house, and the rules that say so see a planted violation.</summary>
public class HouseTests
{
    private const string Generators = "src/LossKernels.Generators";

    [Fact]
    public void Every_file_of_the_generator_keeps_the_rules_of_its_room()
    {
        var violations = SourceTree.CSharpFilesOf(Generators)
            .SelectMany(path => HouseRules.ViolationsOf(new SourceFile(path, SourceTree.Read(Generators, path))))
            .ToArray();

        Assert.True(violations.Length == 0, string.Join('\n', violations));
    }

    [Fact]
    public void Every_room_has_files()
    {
        var rooms = SourceTree.CSharpFilesOf(Generators).Select(path => new SourceFile(path, "").Room).Where(room => room.Length > 0).Distinct().ToHashSet();

        Assert.True(rooms.SetEquals(HouseRules.Rooms.Keys), $"rooms with files: {string.Join(", ", rooms.Order())}; the house has {string.Join(", ", HouseRules.Rooms.Keys.Order())}");
    }

    [Fact]
    public void Every_source_file_is_under_400_lines()
    {
        var violations = SourceTree.CSharpFilesOf("src")
            .Select(path => new SourceFile(path, SourceTree.Read("src", path)))
            .Where(file => file.Lines > HouseRules.LongestFile)
            .Select(file => $"src/{file.Path}: {file.Lines} lines; it has more than one reason to exist")
            .ToArray();

        Assert.True(violations.Length == 0, string.Join('\n', violations));
    }

    [Theory]
    [InlineData("RowPrograms/Row.cs", "using Microsoft.CodeAnalysis;", "imports Microsoft.CodeAnalysis")]
    [InlineData("RowPrograms/Row.cs", "class Row { Microsoft.CodeAnalysis.ISymbol? Symbol; }", "imports Microsoft.CodeAnalysis")]
    [InlineData("RowPrograms/Row.cs", "using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;", "imports Microsoft.CodeAnalysis")]
    [InlineData("RowPrograms/Row.cs", "using T = global::Microsoft.CodeAnalysis.ISymbol;", "imports Microsoft.CodeAnalysis")]
    [InlineData("Lowering/RowLoop.cs", "using Microsoft.CodeAnalysis.CSharp;", "imports Microsoft.CodeAnalysis")]
    [InlineData("Lowering/RowLoop.cs", "using LossKernels.Generators.Attributes;", "Lowering imports Attributes")]
    [InlineData("Lowering/RowLoop.cs", "using LossKernels.Generators.Kernels;", "Lowering imports Kernels")]
    [InlineData("Lowering/RowLoop.cs", "namespace LossKernels.Generators.Lowering; class C { Emission.KernelText? Text; }", "Lowering imports Emission")]
    [InlineData("Lowering/RowLoop.cs", "namespace LossKernels.Generators.Lowering; class C { object O = Emission.KernelCompiler.Compile(); }", "Lowering imports Emission")]
    [InlineData("Declarations/Parser.cs", "using LossKernels.Generators.RowPrograms;", "Declarations imports RowPrograms")]
    [InlineData("RowPrograms/Row.cs", "using LossKernels.Generators.Kernels;", "RowPrograms imports Kernels")]
    [InlineData("Kernels/Softmax.cs", "using LossKernels.Generators.Lowering;", "Kernels imports Lowering")]
    [InlineData("Functions/Exp.cs", "using LossKernels.Generators.Lowering;", "Functions imports Lowering")]
    [InlineData("Kernels/Softmax.cs", "// widened to a Vector256 here", "says 'Vector256'")]
    [InlineData("Kernels/Softmax.cs", "class C { bool B = Avx2.IsSupported; }", "says 'Avx'")]
    [InlineData("Lowering/RowLoop.cs", "namespace LossKernels.Generators.Emission;", "declares namespace LossKernels.Generators.Emission")]
    [InlineData("Helpers/Text.cs", "class Text;", "'Helpers' is no room")]
    public void A_planted_violation_is_seen(string path, string text, string expected)
    {
        var violations = HouseRules.ViolationsOf(new SourceFile(path, text)).ToArray();

        Assert.Contains(violations, violation => violation.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Declarations/Parser.cs", "using Microsoft.CodeAnalysis;")]
    [InlineData("Lowering/RowLoop.cs", "using LossKernels.Generators.Declarations;\nusing LossKernels.Generators.RowPrograms;\nusing LossKernels.Generators.Functions;")]
    [InlineData("Lowering/RowLoop.cs", "namespace LossKernels.Generators.Lowering; class C { string S = \"Emission.KernelText, Microsoft.CodeAnalysis\"; }")]
    [InlineData("Lowering/RowLoop.cs", "namespace LossKernels.Generators.Lowering.Transposes; class C { object Emission; }")]
    [InlineData("KernelGenerator.cs", "using Microsoft.CodeAnalysis;\nusing LossKernels.Generators.Emission;\nnamespace LossKernels.Generators;")]
    public void What_a_room_may_say_is_no_violation(string path, string text)
        => Assert.Empty(HouseRules.ViolationsOf(new SourceFile(path, text)));

    [Fact]
    public void A_kernel_of_61_lines_of_code_is_too_long_and_comments_do_not_count()
    {
        var comments = string.Concat(Enumerable.Repeat("    // a reason\n\n", 100));
        string Kernel(int statements) => "using System;\n\nnamespace LossKernels.Generators.Kernels;\n\n/// <summary>A kernel.</summary>\nclass Softmax\n{\n" + comments
            + string.Concat(Enumerable.Range(0, statements).Select(i => $"    int F{i};\n")) + "}\n";

        Assert.Empty(HouseRules.ViolationsOf(new SourceFile("Kernels/Softmax.cs", Kernel(57))));
        Assert.Contains("61 lines of code", Assert.Single(HouseRules.ViolationsOf(new SourceFile("Kernels/Softmax.cs", Kernel(58)))), StringComparison.Ordinal);
    }
}
