using LossKernels.Benchmarks.Measuring;

namespace LossKernels.Benchmarks.InMemory;

/// <summary>The memory of a kernel's parameters, and what its call returned. Compiled code reads it by the parameters' places.</summary>
public sealed class Arguments
{
    // Modulo a page, each in turn: no store of one lies just behind a load of another.
    private const int Step = 704;

    private readonly object[] _buffers;

    internal Arguments(IReadOnlyList<ArgumentMemory> memory)
        => _buffers = [.. memory.Select((argument, i) => Buffer(argument.Type, argument.Length, i * Step))];

    /// <summary>What a call returned.</summary>
    public double Returned { get; set; }

    /// <summary>The memory of a parameter.</summary>
    public Span<T> Of<T>(int parameter)
        where T : unmanaged
        => ((PlacedBuffer<T>)_buffers[parameter]).Span;

    private static object Buffer(string type, int length, int offset) => type switch
    {
        "float" => new PlacedBuffer<float>(length, offset),
        "double" => new PlacedBuffer<double>(length, offset),
        "Half" => new PlacedBuffer<Half>(length, offset),
        "int" => new PlacedBuffer<int>(length, offset),
        "bool" => new PlacedBuffer<bool>(length, offset),
        _ => throw new InvalidOperationException($"No kernel here has a parameter of {type}."),
    };
}
