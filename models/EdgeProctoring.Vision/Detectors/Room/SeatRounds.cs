using EdgeProctoring.Contracts;

namespace EdgeProctoring.Vision;

/// <summary>
/// Which seats are looked at closely, at the picture's own pixels: each of them in time, and where something moves, sooner.
/// One object a camera.
/// </summary>
public sealed class SeatRounds
{
    /// <summary>What is held may reach over a seat's place by this share of it, beside and below.</summary>
    private const float Beside = 0.08f;
    private const float Below = 0.08f;
    /// <summary>Every so many pixels of a seat's place one is compared with before.</summary>
    private const int SampleStep = 12;
    /// <summary>Mean change of brightness (of 255) from which something moves; less is noise of the camera.</summary>
    private const float LeastMotion = 3;

    private readonly SeatSchedule _schedule;
    private readonly Place[] _places;
    private readonly List<string> _lookedAt = [];
    private (int Width, int Height) _shown;

    public SeatRounds(IReadOnlyList<SeatPlace> seats, TimeSpan interval, TimeProvider time)
    {
        _places = [.. seats.Select(seat => new Place(seat))];
        _schedule = new SeatSchedule(seats.Select(seat => seat.Id), interval, time);
    }

    /// <summary>Looks at seats that did not come in time, all seats together.</summary>
    public long Misses => _schedule.Misses;

    /// <summary>The seats that the last look showed closely: only for these "nothing in the hand" is said.</summary>
    public IReadOnlyList<string> LookedAt => _lookedAt;

    /// <summary>Nobody is to be looked at for now.</summary>
    public void Rest()
    {
        _lookedAt.Clear();
        _schedule.Rest();
    }

    /// <summary>A new picture: what moved since the last one, and a new round of looks.</summary>
    internal void Begin(I420Picture picture)
    {
        _lookedAt.Clear();
        if (_shown != (picture.Width, picture.Height))
        {
            _shown = (picture.Width, picture.Height);
            foreach (var place in _places)
            {
                place.Fit(picture);
            }
        }
        foreach (var place in _places)
        {
            var motion = place.Motion(picture);
            if (motion >= LeastMotion)
            {
                _schedule.Moves(place.Seat, motion / byte.MaxValue);
            }
        }
    }

    /// <summary>The places to look at now, as many as fit. Says how many.</summary>
    internal int Next(Span<PictureRegion> regions)
    {
        var count = 0;
        while (count < regions.Length && _schedule.Next() is { } seat && !_lookedAt.Contains(seat))
        {
            regions[count++] = Array.Find(_places, place => place.Seat == seat)!.Region;
            _schedule.Looked(seat, regions.Length);
            _lookedAt.Add(seat);
        }
        return count;
    }

    private sealed class Place(SeatPlace seat)
    {
        private byte[] _before = [];
        private byte[] _now = [];
        private (int Left, int Top, int Right, int Bottom) _pixels;
        private bool _knows;

        public string Seat => seat.Id;
        public PictureRegion Region { get; private set; }

        public void Fit(I420Picture picture)
        {
            var area = new SeatArea(seat, picture.Width, picture.Height);
            var (width, height) = (area.Right - area.Left, area.Bottom - area.Top);
            Region = new PictureRegion(area.Left - (width * Beside), area.Top, width * (1 + (2 * Beside)), height * (1 + Below));
            _pixels = (Math.Max(0, (int)area.Left), Math.Max(0, (int)area.Top), Math.Min(picture.Width, (int)area.Right), Math.Min(picture.Height, (int)area.Bottom));
            var samples = Count(_pixels.Left, _pixels.Right) * Count(_pixels.Top, _pixels.Bottom);
            (_before, _now, _knows) = (new byte[samples], new byte[samples], false);
        }

        /// <summary>Mean change of brightness since the picture before.</summary>
        public float Motion(I420Picture picture)
        {
            var luma = picture.Luma;
            var (at, change) = (0, 0);
            for (var y = _pixels.Top; y < _pixels.Bottom; y += SampleStep)
            {
                for (var x = _pixels.Left; x < _pixels.Right; x += SampleStep)
                {
                    _now[at] = luma[(y * picture.Width) + x];
                    change += Math.Abs(_now[at] - _before[at]);
                    at++;
                }
            }
            (_before, _now) = (_now, _before);
            var knew = _knows;
            _knows = true;
            return knew && at > 0 ? (float)change / at : 0;
        }

        private static int Count(int from, int to) => Math.Max(0, (to - from + SampleStep - 1) / SampleStep);
    }
}
