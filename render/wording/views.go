package wording

// Cycle are the words of the cycle of service.
type Cycle struct {
	Name       string
	Begin, End string
	Moments    string // with the number, as are the following ones
	Critical   string
	Waits      string
	Fails      string
	All        string // where no moment of truth is marked, and all stations are shown
	Encounter  string // a touchpoint that is no moment of truth
	Nothing    string
	Summary    string // with the number of touchpoints
}

// Flower are the words of the flower of service.
type Flower struct {
	Facilitating, Enhancing  string
	None                     string // in a petal that nobody provides
	Unwanted                 string // in one that is not expected either
	Empty                    string // a petal without touchpoints, in the legend
	More                     string // with the number left out
	Summary                  string // with the numbers of petals that are provided and of touchpoints
	FacilitatingPetal, Petal string // with the name of a petal: read aloud
}

// Curve are the words of the journey as experience.
type Curve struct {
	Name, Zone        string    // of the two parts
	Feelings          [5]string // from -2 to 2
	All               string    // all customers
	NoEmotion, NoZone string    // nothing at all is written down
	Missing           string    // at a station where it is not known
	Known             string    // with the numbers of stations where it is known, and of all
	Adequate, Desired string
	Felt              string // perceived
	Perceived         string // and inside the zone
	Below, Above      string // and outside it
	ZoneWord, Some    string // the zone of all customers, and of some
	Lowest            string
	Nothing           string
	Summary           string // with the number of stations
}

func englishCycle() Cycle {
	return Cycle{
		Name: "Cycle of service", Begin: "begin", End: "end",
		Moments: "moments of truth: %d", Critical: "critical: %d", Waits: "waits: %d", Fails: "fail points: %d",
		All: "no moment of truth is marked: all stations", Encounter: "encounter",
		Nothing: "There is no touchpoint yet that a cycle of service could show.",
		Summary: "Cycle of service, clockwise from 12 o'clock, with %d touchpoints.",
	}
}

func chineseCycle() Cycle {
	return Cycle{
		Name: "服务圈", Begin: "开始", End: "结束",
		Moments: "真实一刻：%d", Critical: "重要真实一刻：%d", Waits: "等待点：%d", Fails: "失误点：%d",
		All: "未标出真实一刻，列出全部环节", Encounter: "一般接触",
		Nothing: "还没有可以画入服务圈的接触点。",
		Summary: "服务圈，从 12 点起顺时针，共 %d 个接触点。",
	}
}

func englishFlower() Flower {
	return Flower{
		Facilitating: "facilitating service", Enhancing: "enhancing service",
		None: "nothing yet", Unwanted: "not offered", Empty: "nothing provides it", More: "+%d more",
		Summary:           "Flower of service: %d of 8 petals are provided, %d touchpoints belong to the core or a petal.",
		FacilitatingPetal: "%s, facilitating service", Petal: "%s, enhancing service",
	}
}

func chineseFlower() Flower {
	return Flower{
		Facilitating: "便利性服务", Enhancing: "增强性服务",
		None: "暂无", Unwanted: "不提供", Empty: "没有接触点提供", More: "另有 %d 项",
		Summary:           "服务之花：8 片花瓣中 %d 片有接触点，共 %d 个接触点属于核心或花瓣。",
		FacilitatingPetal: "%s，便利性服务", Petal: "%s，增强性服务",
	}
}

func englishCurve() Curve {
	return Curve{
		Name: "How customers feel", Zone: "What they expect and perceive",
		Feelings:  [5]string{"furious", "annoyed", "neutral", "pleased", "delighted"},
		All:       "all customers",
		NoEmotion: "How customers feel is not written down yet.", NoZone: "What customers expect is not written down yet.",
		Missing: "not known", Known: "known at %d of %d stations",
		Adequate: "adequate", Desired: "desired", Felt: "perceived", Some: "zone of tolerance of single personas", Perceived: "perceived, inside the zone of tolerance",
		Below: "perceived below adequate", Above: "perceived above desired", Lowest: "lowest point",
		ZoneWord: "zone of tolerance, from adequate to desired",
		Nothing:  "There is no station yet that a curve could lead through.",
		Summary:  "Experience of the journey through %d stations.",
	}
}

func chineseCurve() Curve {
	return Curve{
		Name: "顾客的感受", Zone: "顾客的期望与感知",
		Feelings:  [5]string{"愤怒", "不满", "平静", "满意", "惊喜"},
		All:       "全部顾客",
		NoEmotion: "还没有记录顾客的感受。", NoZone: "还没有记录顾客的期望。",
		Missing: "未知", Known: "%[2]d 个环节中已知 %[1]d 个",
		Adequate: "必要的服务", Desired: "渴望的服务", Felt: "感知", Some: "个别顾客的容忍范围", Perceived: "感知在容忍范围之内",
		Below: "感知低于必要的服务", Above: "感知高于渴望的服务", Lowest: "最低点",
		ZoneWord: "容忍范围：从必要的服务到渴望的服务",
		Nothing:  "还没有可以画成曲线的环节。",
		Summary:  "顾客旅程体验，共 %d 个环节。",
	}
}
