using LossKernels.Generators.Declarations;

namespace LossKernels.Generators.Functions;

/// <summary>The shared methods that a kernel has come to need while it was written.</summary>
internal sealed class SharedMethods
{
    private readonly SortedDictionary<string, SharedMethod> _methods = new(StringComparer.Ordinal);

    public void Add(SharedMethod method) => _methods[method.Key] = method;

    public EquatableArray<SharedMethod> ToEquatableArray() => _methods.Values.ToEquatableArray();
}
