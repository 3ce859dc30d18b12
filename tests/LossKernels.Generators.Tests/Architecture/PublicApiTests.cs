using System.Text;
using Microsoft.CodeAnalysis;

namespace LossKernels.Generators.Tests.Architecture;

/// <summary>
/// What users' code can name, from the package, is what <c>PublicApi.txt</c> beside this test lists: attributes, their arguments and enums. A line that
/// goes breaks somebody's project (docs/trust.md, versions); a line that comes is kept for as long as the version number says.
/// </summary>
public sealed class PublicApiTests
{
    private static readonly SymbolDisplayFormat s_format = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeConstantValue,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    [Fact]
    public void The_attributes_are_those_of_the_list()
    {
        var file = Path.Combine(SourceTree.Root, "tests", "LossKernels.Generators.Tests", "Architecture", "PublicApi.txt");
        var actual = Api(Sources.CompileWithAttributes("")).ToString();
        var listed = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        Assert.True(listed == actual, $"the public API is not that of {file}, but:\n{actual}");
    }

    [Fact]
    public void A_member_more_or_less_is_seen()
    {
        var before = Api(Sources.Compile("namespace LossKernels { internal sealed class A : System.Attribute { public A(int classes) { } public double B { get; set; } } }")).ToString();
        var after = Api(Sources.Compile("namespace LossKernels { internal sealed class A : System.Attribute { public A(int classes = 2) { } public float B { get; set; } internal int C; } }")).ToString();
        Assert.Equal("LossKernels.A\n    A(int classes)\n    double B { get; set; }\n", before);
        Assert.Equal("LossKernels.A\n    A(int classes = 2)\n    float B { get; set; }\n", after);
    }

    private static StringBuilder Api(Compilation compilation)
    {
        var api = new StringBuilder();
        var types = compilation.Assembly.GlobalNamespace.GetNamespaceMembers().Single(space => space.Name == "LossKernels").GetTypeMembers();
        foreach (var type in types.OrderBy(type => type.Name, StringComparer.Ordinal))
        {
            _ = api.Append(type.ToDisplayString(s_format)).Append('\n');
            var members = type.GetMembers().Where(member => member.DeclaredAccessibility == Accessibility.Public && member is IPropertySymbol or IFieldSymbol or IMethodSymbol { MethodKind: MethodKind.Constructor, IsImplicitlyDeclared: false });
            foreach (var line in members.Select(member => member.ToDisplayString(s_format)).Order(StringComparer.Ordinal))
            {
                _ = api.Append("    ").Append(line).Append('\n');
            }
        }

        return api;
    }
}
