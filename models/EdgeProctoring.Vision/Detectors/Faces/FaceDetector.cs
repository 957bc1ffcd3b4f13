using System.Numerics;

namespace EdgeProctoring.Vision;

/// <summary>Finds faces and their five points (YuNet). A webcam is looked at with 320×320, a hall with 1280×736.</summary>
public sealed class FaceDetector : IDisposable
{
    public const string ModelName = "yunet-n";
    /// <summary>From which score on a face before a webcam counts.</summary>
    public const float WebcamScore = 0.7f;
    /// <summary>From which score on a face in a hall counts.</summary>
    public const float HallScore = 0.6f;
    private const float MostOverlap = 0.3f;
    private static readonly int[] _strides = [8, 16, 32];

    private readonly ModelSession _session;
    private readonly PictureTensor _input;
    private readonly float _leastScore;
    private readonly Grid[] _grids;

    /// <summary>Width and height of what the network sees: multiples of 32.</summary>
    public FaceDetector(ModelShelf shelf, int width, int height, float leastScore)
    {
        if (width % 32 != 0 || height % 32 != 0)
        {
            throw new ArgumentException($"{width}×{height}: both sides must be multiples of 32.");
        }
        _leastScore = leastScore;
        _input = new PictureTensor(new TensorRecipe(width, height, TensorFit.Letterbox, ChannelOrder.Bgr));
        _session = new ModelSession(shelf, ModelName);
        _session.BindInput("input", _input.Values, 1, 3, height, width);
        _grids = [.. _strides.Select(stride => new Grid(_session, stride, width, height))];
    }

    /// <summary>Adds the faces of a region to the list.</summary>
    public void Detect(I420Picture picture, PictureRegion region, List<Detection> found)
    {
        var first = found.Count;
        var placement = _input.Paint(picture, region);
        _session.Run();
        foreach (var grid in _grids)
        {
            grid.Read(_leastScore, placement, found);
        }
        Suppression.ByOverlap(found, first, MostOverlap);
    }

    public void Dispose() => _session.Dispose();

    /// <summary>The results of one stride: a cell each so many pixels.</summary>
    private sealed class Grid(ModelSession session, int stride, int width, int height)
    {
        private readonly int _columns = width / stride;
        private readonly float[] _face = session.BindOutput($"cls_{stride}", 1, width / stride * (height / stride), 1);
        private readonly float[] _object = session.BindOutput($"obj_{stride}", 1, width / stride * (height / stride), 1);
        private readonly float[] _box = session.BindOutput($"bbox_{stride}", 1, width / stride * (height / stride), 4);
        private readonly float[] _points = session.BindOutput($"kps_{stride}", 1, width / stride * (height / stride), 10);

        public void Read(float leastScore, in Placement placement, List<Detection> found)
        {
            var least = leastScore * leastScore;
            for (var cell = 0; cell < _face.Length; cell++)
            {
                var square = Math.Clamp(_face[cell], 0, 1) * Math.Clamp(_object[cell], 0, 1);
                if (square >= least)
                {
                    found.Add(Face(cell, MathF.Sqrt(square), placement));
                }
            }
        }

        private Detection Face(int cell, float score, in Placement placement)
        {
            var (column, row) = (cell % _columns, cell / _columns);
            var box = _box.AsSpan(4 * cell, 4);
            var (x, y) = ((column + box[0]) * stride, (row + box[1]) * stride);
            var (halfWidth, halfHeight) = (MathF.Exp(box[2]) * stride / 2, MathF.Exp(box[3]) * stride / 2);
            return new Detection(DetectedThing.Face, score, placement.X(x - halfWidth), placement.Y(y - halfHeight),
                placement.X(x + halfWidth), placement.Y(y + halfHeight), 0)
            {
                Points = new FacePoints(Point(0, placement), Point(1, placement), Point(2, placement), Point(3, placement), Point(4, placement)),
            };

            Vector2 Point(int number, in Placement at)
            {
                var point = _points.AsSpan((10 * cell) + (2 * number), 2);
                return new Vector2(at.X((column + point[0]) * stride), at.Y((row + point[1]) * stride));
            }
        }
    }
}
