// The signatures of TensorFlow.NET that the tests use.
namespace Tensorflow
{
    public class Tensor
    {
        public static Tensor operator +(Tensor left, Tensor right) => left;
        public static Tensor operator /(Tensor left, float right) => left;
    }

    public interface IActivation;

    public static class Binding
    {
        public static tensorflow tf { get; } = new();
    }

    public class tensorflow
    {
        public nn_internal nn { get; } = new();
        public Tensor sigmoid<T>(T x, string name = null) => new();
        public Tensor reduce_mean(Tensor input_tensor, string name = null) => input_tensor;
        public Tensor matmul(Tensor a, Tensor b) => a;
        public Tensor argmax(Tensor input, int axis = -1) => input;

        public class nn_internal
        {
            public IActivation softmax() => null;
            public Tensor softmax(Tensor logits, int axis = -1, string name = null) => new();
            public Tensor sigmoid<T>(T x, string name = null) => new();
            public Tensor sigmoid_cross_entropy_with_logits(Tensor labels, Tensor logits, string name = null) => new();
            public Tensor sparse_softmax_cross_entropy_with_logits(Tensor labels = null, Tensor logits = null, string name = null) => new();
            public Tensor softmax_cross_entropy_with_logits(Tensor labels, Tensor logits, int dim = -1, string name = null) => new();
            public Tensor softmax_cross_entropy_with_logits_v2(Tensor labels, Tensor logits, int axis = -1, string name = null) => new();
        }
    }
}
