using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LossKernels.Generators.Declarations;

/// <summary>Whether a project can compile what is generated: .NET 10 and C# 14, or later.</summary>
internal static class TargetPlatform
{
    /// <summary>C# 14, which the enum of Roslyn 4.14 does not name yet.</summary>
    private const int CSharp14 = 1400;

    /// <summary>
    /// A type that .NET 10 was the first to have, in a reference assembly of every project. The referenced types are what the
    /// generated code compiles against, whatever the project says of its target framework.
    /// </summary>
    private const string TypeOfNet10 = "System.Runtime.Intrinsics.X86.Avx10v2";

    /// <summary>What is too old, as the end of a sentence, or null where nothing is.</summary>
    public static string? WhatIsTooOld(Compilation compilation)
    {
        var isFrameworkOld = compilation.GetTypesByMetadataName(TypeOfNet10).IsEmpty;
        var language = (compilation as CSharpCompilation)?.LanguageVersion ?? LanguageVersion.CSharp1;
        var isLanguageOld = (int)language < CSharp14;
        return (isFrameworkOld, isLanguageOld) switch
        {
            (false, false) => null,
            (true, false) => "this project targets an older framework; set its TargetFramework to net10.0",
            (false, true) => $"this project compiles as C# {language.ToDisplayString()}; remove its LangVersion or set it to 14.0",
            _ => $"this project targets an older framework and compiles as C# {language.ToDisplayString()}; set its TargetFramework to net10.0 and remove its LangVersion",
        };
    }
}
