using System.Collections.Concurrent;
using LossKernels.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LossKernels.Analyzers.Calls;

/// <summary>Which kernel each method is, of the compilation and of what it references: every assembly embeds its own attributes.</summary>
internal sealed class CalledKernels
{
    private readonly ConcurrentDictionary<IAssemblySymbol, bool> _assemblies = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, KernelDeclaration?> _kernels = new(SymbolEqualityComparer.Default);

    /// <summary>Whether any method that a compilation can call may be a kernel.</summary>
    public static bool AreIn(Compilation compilation) => KernelSignatures.All.Any(kernel => !compilation.GetTypesByMetadataName(kernel.AttributeMetadataName).IsEmpty);

    /// <summary>The call of a kernel; null where another method is called, or one whose declaration is wrong.</summary>
    public KernelCall? Of(IInvocationOperation invocation) => Of(invocation.TargetMethod) is { } kernel ? new(invocation, kernel) : null;

    /// <summary>The kernel that a method is; null for any other method, and for one whose declaration is wrong.</summary>
    public KernelDeclaration? Of(IMethodSymbol called)
    {
        var method = called.OriginalDefinition;
        return method.Parameters.Any(parameter => SpanTypes.IsSpan(parameter.Type))
            && method.ContainingAssembly is { } assembly && _assemblies.GetOrAdd(assembly, MayDeclare)
            ? _kernels.GetOrAdd(method, DeclarationParser.ParseCalled)
            : null;
    }

    /// <summary>Whether an assembly has the attributes by which kernels are declared.</summary>
    public static bool MayDeclare(IAssemblySymbol assembly) => KernelSignatures.All.Any(kernel => assembly.GetTypeByMetadataName(kernel.AttributeMetadataName) is not null);
}
