using LossKernels.Benchmarks.Codegen.Listing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OperationKind = LossKernels.Benchmarks.Codegen.Listing.OperationKind;

namespace LossKernels.Benchmarks.Codegen.Sources;

/// <summary>
/// The least that the statements of generated C# ask of a CPU: each operation on vectors or floating-point numbers is one instruction, with those of the inlined functions that
/// they call; a load is the operand of what uses it, and constants, what does not change in the loop, and everything about addresses cost nothing.
/// </summary>
internal sealed class SourceWork(CSharpCompilation compilation)
{
    private readonly Dictionary<ISymbol, Work> _methods = new(SymbolEqualityComparer.Default);

    /// <summary>What a trip through a loop asks, without the loops within.</summary>
    public Work OfLoop(StatementSyntax loop) => Of(loop);

    private Work Of(SyntaxNode node)
    {
        var work = new Work();
        var model = compilation.GetSemanticModel(node.SyntaxTree);
        foreach (var inner in CpuBranches.Live(node, model).OfType<ExpressionSyntax>())
        {
            switch (inner)
            {
                case BinaryExpressionSyntax binary:
                    Add(work, VectorOperations.OfOperator(binary.Kind()), model.GetTypeInfo(binary.Left).Type);
                    break;
                case AssignmentExpressionSyntax { RawKind: not (int)SyntaxKind.SimpleAssignmentExpression } compound:
                    Add(work, VectorOperations.OfOperator(compound.Kind()), model.GetTypeInfo(compound.Left).Type);
                    break;
                case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression or (int)SyntaxKind.BitwiseNotExpression } unary when !model.GetConstantValue(unary).HasValue:
                    Add(work, OperationKind.Logic, model.GetTypeInfo(unary.Operand).Type);
                    break;
                case InvocationExpressionSyntax call when model.GetSymbolInfo(call).Symbol is IMethodSymbol method:
                    AddCall(work, call, method, model);
                    break;
                default:
                    break;
            }
        }

        return work;
    }

    private void AddCall(Work work, InvocationExpressionSyntax call, IMethodSymbol method, SemanticModel model)
    {
        if (method.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is MethodDeclarationSyntax declared)
        {
            // What is not inlined is a method of its own, with work of its own.
            if (declared.AttributeLists.ToString().Contains("AggressiveInlining", StringComparison.Ordinal))
            {
                if (!_methods.TryGetValue(method, out var inlined))
                {
                    inlined = Of(declared);
                    _methods.Add(method, inlined);
                }

                work.Add(inlined);
            }

            return;
        }

        var arguments = call.ArgumentList.Arguments;
        var isConstant = arguments.All(argument => model.GetConstantValue(argument.Expression).HasValue);
        var kind = VectorOperations.OfMethod(method, isConstant, arguments.Count > 0 && arguments[0].Expression is IdentifierNameSyntax);
        Add(work, kind, new[] { method.ReturnType, method.ReceiverType, method.Parameters.FirstOrDefault()?.Type }.FirstOrDefault(type => VectorOperations.BitsOf(type) > 0));
    }

    private static void Add(Work work, OperationKind? kind, ITypeSymbol? type)
    {
        var bits = VectorOperations.BitsOf(type);
        if (kind is not { } known || bits == 0)
        {
            return;
        }

        var isInteger = VectorOperations.IsInteger(type!);
        var isDouble = VectorOperations.IsDouble(type!);
        work.Add((known, isInteger, isDouble) switch
        {
            (OperationKind.Add or OperationKind.Compare, true, _) => OperationKind.IntegerLanes,
            (OperationKind.Divide, _, true) => OperationKind.DivideDouble,
            _ => known,
        }, bits);
        if (known != OperationKind.Load)
        {
            work.Dispatch();
        }
    }
}
