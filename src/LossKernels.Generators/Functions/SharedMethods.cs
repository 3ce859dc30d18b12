using LossKernels.Generators.Declarations;

namespace LossKernels.Generators.Functions;

/// <summary>The shared methods that a kernel, or all kernels of an assembly, have come to need while they were written.</summary>
internal sealed class SharedMethods
{
    private readonly Dictionary<string, SharedMethod> _methods = new(StringComparer.Ordinal);

    public void Add(SharedMethod method) => _methods[method.Key] = method;

    /// <summary>Adds a method that is written when it is first asked for: a kernel asks for it at every use of it.</summary>
    /// <param name="key">The method's <see cref="SharedMethod.Key"/>.</param>
    /// <param name="write">Writes the method of this key, and adds those that it calls.</param>
    public void Add(string key, Func<string, SharedMethod> write)
    {
        if (!_methods.ContainsKey(key))
        {
            Add(write(key));
        }
    }

    /// <summary>Each of the methods once, in the order of their keys.</summary>
    public static EquatableArray<SharedMethod> Of(IEnumerable<SharedMethod> methods)
    {
        var shared = new SharedMethods();
        foreach (var method in methods)
        {
            shared.Add(method);
        }

        return shared.ToEquatableArray();
    }

    /// <summary>The methods in the order of their keys.</summary>
    public EquatableArray<SharedMethod> ToEquatableArray() => _methods.Values.OrderBy(method => method.Key, StringComparer.Ordinal).ToEquatableArray();
}
