open System
open Languages

let probabilities : float32[] = Array.zeroCreate 2
Coin.Softmax(ReadOnlySpan<float32>([| 1.0f; 1.0f |]), Span<float32>(probabilities))
Console.WriteLine($"{probabilities[0]} {probabilities[1]}")
