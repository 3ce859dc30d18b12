using LossKernels;

namespace FashionMnist.Model;

/// <summary>
/// The ten classes of Fashion-MNIST and all the loss mathematics of this sample: these declarations are the whole source,
/// the bodies are generated while the project compiles. Logits hold ten values a row, one row an image.
/// </summary>
internal static partial class Clothing
{
    public const int Classes = 10;

    /// <summary>The names of the classes in the order of their labels.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>What the classifier thinks of each class.</summary>
    [Softmax(Classes)]
    public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);

    /// <summary>The mean cross-entropy of a training batch and its derivative by every logit.</summary>
    [CrossEntropy(Classes)]
    public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels, Span<float> gradient);

    /// <summary>The mean cross-entropy of a training batch, each image weighed as its class is, and its derivative by every logit.</summary>
    [CrossEntropy(Classes)]
    public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels, ReadOnlySpan<float> classWeights, Span<float> gradient);

    /// <summary>The same with a tenth of each label spread over all classes.</summary>
    [CrossEntropy(Classes, LabelSmoothing = 0.1)]
    public static partial float SmoothedLoss(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels, ReadOnlySpan<float> classWeights, Span<float> gradient);

    /// <summary>The mean focal loss of a training batch, (1 - p)^2 times the cross-entropy, and its derivative by every logit.</summary>
    [CrossEntropy(Classes, FocalGamma = 2)]
    public static partial float FocalLoss(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels, ReadOnlySpan<float> classWeights, Span<float> gradient);

    /// <summary>The mean cross-entropy of any number of images, and how many of them are classified rightly.</summary>
    [CrossEntropy(Classes)]
    public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels, out int correct);

    /// <summary>The likeliest class of one image.</summary>
    [Predict(Classes)]
    public static partial int Predict(ReadOnlySpan<float> logits, out float probability);

    /// <summary>The likeliest class of each image of a batch.</summary>
    [Predict(Classes)]
    public static partial void Predict(ReadOnlySpan<float> logits, Span<int> labels, Span<float> probabilities);
}
