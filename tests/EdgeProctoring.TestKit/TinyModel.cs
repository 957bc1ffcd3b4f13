using System.Text;

namespace EdgeProctoring.TestKit;

/// <summary>Writes small ONNX files by hand, so that a test needs no weights. Field numbers are those of onnx.proto.</summary>
public static class TinyModel
{
    private const int Float = 1;
    private const int Int64 = 7;

    /// <summary>y = relu(x), both [N, 4] of float.</summary>
    public static byte[] Relu() => Model([Node("Relu", ["x"], ["y"])], [Value("x", Float, "N", 4)], [Value("y", Float, "N", 4)]);

    /// <summary>total = a + b over whole numbers of 64 bits, [3] each.</summary>
    public static byte[] AddWhole() =>
        Model([Node("Add", ["a", "b"], ["total"])], [Value("a", Int64, 3), Value("b", Int64, 3)], [Value("total", Int64, 3)]);

    private static byte[] Model(Message[] nodes, Message[] inputs, Message[] outputs)
    {
        var graph = new Message();
        Array.ForEach(nodes, node => graph.Nested(1, node));
        graph.Text(2, "g");
        Array.ForEach(inputs, input => graph.Nested(11, input));
        Array.ForEach(outputs, output => graph.Nested(12, output));
        return new Message().Whole(1, 8).Nested(7, graph).Nested(8, new Message().Text(1, "").Whole(2, 17)).ToArray();
    }

    private static Message Node(string kind, string[] inputs, string[] outputs)
    {
        var node = new Message();
        Array.ForEach(inputs, input => node.Text(1, input));
        Array.ForEach(outputs, output => node.Text(2, output));
        return node.Text(4, kind);
    }

    private static Message Value(string name, int element, params object[] sides)
    {
        var shape = new Message();
        foreach (var side in sides)
        {
            shape.Nested(1, side is string open ? new Message().Text(2, open) : new Message().Whole(1, Convert.ToInt64(side, null)));
        }
        return new Message().Text(1, name).Nested(2, new Message().Nested(1, new Message().Whole(1, element).Nested(2, shape)));
    }

    private sealed class Message
    {
        private readonly List<byte> _bytes = [];

        public Message Whole(int field, long value)
        {
            Varint((ulong)field << 3);
            Varint((ulong)value);
            return this;
        }

        public Message Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

        public Message Nested(int field, Message message) => Bytes(field, message.ToArray());

        public byte[] ToArray() => [.. _bytes];

        private Message Bytes(int field, byte[] bytes)
        {
            Varint(((ulong)field << 3) | 2);
            Varint((ulong)bytes.Length);
            _bytes.AddRange(bytes);
            return this;
        }

        private void Varint(ulong value)
        {
            for (; value > 127; value >>= 7)
            {
                _bytes.Add((byte)(value | 128));
            }
            _bytes.Add((byte)value);
        }
    }
}
